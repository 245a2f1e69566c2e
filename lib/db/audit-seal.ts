import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { ownAuditKey } from './audit.ts'
import { packHead, rootCode, type SealedHead, sealCode, startOfSeals } from './audit-codes.ts'
import { Prisma, type Tx } from './client.ts'
import { Peekable } from './verify/peekable.ts'
import { type Ask, headsOf, type SealSize } from './verify/reader.ts'
import { sealedChains } from './verify/sealed-heads.ts'

/** One seal as it is stored. */
export type Seal = {
  day: LocalDate
  chains: number
  events: number
  heads: SealedHead[]
  root: Buffer
  previousMac: Buffer
  mac: Buffer
}

/** How long a seal may take, in milliseconds: it goes through the heads of the whole record. */
export const LONGEST_SEAL = 30 * 60_000

/**
 * Seals the record of the current trust for a day: one code over the heads of all its chains as they stand, chained to
 * the seal before. Kept in the table and in the log, so that a copy outside the database can be held against it. A
 * trust and day has one seal: a second asking changes nothing and answers null. Heads, and what the seals before say of
 * them, are read side by side in order of chain, as verifying does: memory grows with what the day changed alone.
 */
export async function sealAudit(tx: Tx, act: Act, day: LocalDate): Promise<Seal | null> {
  const trustId = act.actor.trustId
  await tx.$queryRaw`SELECT FROM organisation WHERE trust_id = ${trustId}::uuid FOR NO KEY UPDATE`
  const ask = asking(tx)
  const earlier = await ask<SealSize>(
    `SELECT day::text AS day, octet_length(heads) AS size FROM audit_seal WHERE trust_id = $1::uuid ORDER BY audit_seal.day`,
    [trustId],
  )
  const last = earlier.at(-1)
  if (last && last.day >= day) return null
  const key = ownAuditKey()
  const root = rootCode(key)
  const heads: SealedHead[] = []
  let [chains, events] = [0, 0]
  const sealed = new Peekable(sealedChains(ask, trustId, earlier))
  for await (const { chain_id: chainId, seq, mac } of headsOf(ask, trustId)) {
    while (await sealed.take((one) => one.chainId < chainId));
    const known = await sealed.take((one) => one.chainId === chainId)
    const head = { chainId, seq, mac: Buffer.from(mac) }
    root.add(packHead(head))
    if (known?.heads.at(-1)?.seq !== seq) heads.push(head)
    chains += 1
    events += seq
  }
  const previousMac = last ? await macOf(ask, trustId, last.day) : startOfSeals(key, trustId)
  const unsealed = { day, chains, events, heads, root: root.end(), previousMac }
  const packed = Buffer.concat(heads.map(packHead))
  const code = sealCode(key, trustId, unsealed)
  code.add(packed)
  const seal = { ...unsealed, mac: code.end() }
  await tx.auditSeal.create({
    data: {
      trustId,
      day: new Date(`${day}T00:00:00Z`),
      chains: seal.chains,
      events: seal.events,
      heads: new Uint8Array(packed),
      root: new Uint8Array(seal.root),
      previousMac: new Uint8Array(seal.previousMac),
      mac: new Uint8Array(seal.mac),
      sealedAt: act.now,
    },
  })
  return seal
}

async function macOf(ask: Ask, trustId: string, day: string): Promise<Buffer> {
  const [row] = await ask<{ mac: Uint8Array }>(
    'SELECT mac FROM audit_seal WHERE trust_id = $1::uuid AND day = $2::date',
    [trustId, day],
  )
  if (!row) throw new Error(`The seal of ${day} is gone`)
  return Buffer.from(row.mac)
}

/** Asks within a transaction of the app, by numbered arguments as the verifier asks. */
function asking(tx: Tx): Ask {
  return <Row extends object>(text: string, values: readonly unknown[]) => {
    const given = Array.from(text.matchAll(/\$(\d+)/g), ([, number]) => values[Number(number) - 1])
    return tx.$queryRaw<Row[]>(Prisma.sql(text.split(/\$\d+/), ...given))
  }
}
