import 'server-only'
import { ownAuditKey } from '#lib/db/audit.ts'
import { sealCode, unpackHeads } from '#lib/db/audit-codes.ts'
import type { Tx } from '#lib/db/client.ts'
import { same } from '#lib/db/verify/check-row.ts'
import { addDays, type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import type { Broken } from './broken.rules.ts'
import { codeOfEntry } from './chain.store.ts'

/**
 * The first seal that covers an entry: it holds the head of the entry's chain at this entry or a later one. `covers` is the
 * number it holds; `broken` what of the seal, or of the entry it holds, is not as it was sealed.
 */
export type CoveringSeal = { day: LocalDate; code: string; covers: number; broken: Broken | null }

/** Seals looked into at a time. */
const AT_ONCE = 30

/** Days before the entry's own from which seals are looked into: clocks of two machines may differ. */
const DAYS_BEFORE = 2

/**
 * The seal that covers an entry by its number in its chain, whatever the times say; null where none does yet. Days only say
 * where to begin: a seal from before the entry was written cannot hold its number.
 */
export async function coveringSeal(
  tx: Tx,
  trustId: string,
  { chainId, seq, at }: { chainId: string; seq: number; at: Date },
): Promise<CoveringSeal | null> {
  let after = addDays(londonDate(at), -DAYS_BEFORE)
  for (;;) {
    const seals = await tx.$queryRaw<{ day: Date; place: number }[]>`
      SELECT day, position(uuid_send(${chainId}::uuid) IN heads) AS place FROM audit_seal
      WHERE trust_id = ${trustId}::uuid AND day > ${after}::date ORDER BY day LIMIT ${AT_ONCE}`
    for (const { day, place } of seals) {
      const found = place > 0 ? await inSeal(tx, trustId, { day, chainId, seq }) : null
      if (found) return found
    }
    const last = seals.at(-1)
    if (!last || seals.length < AT_ONCE) return null
    after = storedDate(last.day)
  }
}

async function inSeal(
  tx: Tx,
  trustId: string,
  { day, chainId, seq }: { day: Date; chainId: string; seq: number },
): Promise<CoveringSeal | null> {
  const seal = await tx.auditSeal.findFirstOrThrow({ where: { trustId, day } })
  const sealed = unpackHeads(seal.heads)?.find((one) => one.chainId === chainId)
  if (!sealed || sealed.seq < seq) return null
  const on = storedDate(day)
  const facts = { day: on, chains: seal.chains, events: Number(seal.events) }
  const code = sealCode(ownAuditKey(), trustId, {
    ...{ ...facts, root: Buffer.from(seal.root), previousMac: Buffer.from(seal.previousMac) },
  })
  code.add(seal.heads)
  const entry = await codeOfEntry(tx, trustId, chainId, sealed.seq)
  const at = { chainId, seq: sealed.seq, day: on }
  const broken: Broken | null = !same(code.end(), seal.mac)
    ? { what: 'seal_changed', day: on }
    : entry === null
      ? { what: 'sealed_row_missing', ...at }
      : same(entry, sealed.mac)
        ? null
        : { what: 'sealed_row_differs', ...at }
  return { day: on, code: Buffer.from(seal.mac).toString('hex'), covers: sealed.seq, broken }
}
