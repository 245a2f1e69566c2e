import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { ownAuditKey } from './audit.ts'
import { packHeads, rootCode, type SealedHead, sealCode, startOfSeals, unpackHeads } from './audit-codes.ts'
import type { Tx } from './client.ts'

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

/** Every head that the given seals cover, newest state of each chain. */
function headsAfter(seals: readonly Pick<Seal, 'heads'>[]): Map<string, SealedHead> {
  const heads = new Map<string, SealedHead>()
  for (const seal of seals) for (const head of seal.heads) heads.set(head.chainId, head)
  return heads
}

/** The seals of the current trust, oldest first. */
async function sealsOfTrust(tx: Tx): Promise<Seal[]> {
  const rows = await tx.auditSeal.findMany({ orderBy: { day: 'asc' } })
  return rows.map((row) => ({
    day: storedDate(row.day),
    chains: row.chains,
    events: Number(row.events),
    heads: unpackHeads(row.heads) ?? [],
    root: Buffer.from(row.root),
    previousMac: Buffer.from(row.previousMac),
    mac: Buffer.from(row.mac),
  }))
}

/**
 * Seals the record of the current trust for a day: one code over the heads of all its chains as they stand, chained to
 * the seal before. Kept in the table and in the log, so that a copy outside the database can be held against it. A
 * trust and day has one seal: a second asking changes nothing and answers null.
 */
export async function sealAudit(tx: Tx, act: Act, day: LocalDate): Promise<Seal | null> {
  const trustId = act.actor.trustId
  await tx.$queryRaw`SELECT FROM organisation WHERE trust_id = ${trustId}::uuid FOR NO KEY UPDATE`
  const earlier = await sealsOfTrust(tx)
  const last = earlier.at(-1)
  if (last && last.day >= day) return null
  const rows = await tx.auditHead.findMany({ where: { trustId }, orderBy: { chainId: 'asc' } })
  const heads = rows.map((row) => ({ chainId: row.chainId, seq: row.seq, mac: Buffer.from(row.mac) }))
  const known = headsAfter(earlier)
  const key = ownAuditKey()
  const root = rootCode(key)
  root.add(packHeads(heads))
  const unsealed = {
    day,
    chains: heads.length,
    events: heads.reduce((sum, head) => sum + head.seq, 0),
    heads: heads.filter((head) => known.get(head.chainId)?.seq !== head.seq),
    root: root.end(),
    previousMac: last?.mac ?? startOfSeals(key, trustId),
  }
  const code = sealCode(key, trustId, unsealed)
  code.add(packHeads(unsealed.heads))
  const seal = { ...unsealed, mac: code.end() }
  await tx.auditSeal.create({
    data: {
      trustId,
      day: new Date(`${day}T00:00:00Z`),
      chains: seal.chains,
      events: seal.events,
      heads: new Uint8Array(packHeads(seal.heads)),
      root: new Uint8Array(seal.root),
      previousMac: new Uint8Array(seal.previousMac),
      mac: new Uint8Array(seal.mac),
      sealedAt: act.now,
    },
  })
  return seal
}
