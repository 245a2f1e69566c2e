import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { macOf } from './audit.ts'
import type { Tx } from './client.ts'

/** The end of a document's chain as a seal covers it: how many events it has and the code of the last. */
export type SealedHead = { chainId: string; seq: number; mac: Buffer }

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

const HEAD_BYTES = 16 + 4 + 32

/** Heads as bytes, in order of chain: 16 of the chain's id, 4 of the count, 32 of the code. */
export function packHeads(heads: readonly SealedHead[]): Buffer {
  return Buffer.concat(
    sorted(heads).map(({ chainId, seq, mac }) => {
      const count = Buffer.alloc(4)
      count.writeUInt32BE(seq)
      return Buffer.concat([Buffer.from(chainId.replaceAll('-', ''), 'hex'), count, mac])
    }),
  )
}

/** Reads packed heads back; null when the bytes cannot be heads. */
export function unpackHeads(bytes: Uint8Array): SealedHead[] | null {
  if (bytes.length % HEAD_BYTES !== 0) return null
  const all = Buffer.from(bytes)
  return Array.from({ length: all.length / HEAD_BYTES }, (_, index) => {
    const at = index * HEAD_BYTES
    const hex = all.toString('hex', at, at + 16)
    const chainId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    return { chainId, seq: all.readUInt32BE(at + 16), mac: all.subarray(at + 20, at + HEAD_BYTES) }
  })
}

/** The code over all heads of a trust: HMAC with the audit key over them in order of chain. */
export function rootOf(heads: readonly SealedHead[]): Buffer {
  return macOf(packHeads(heads), 'root')
}

/** The code over a whole seal, chained to the seal before it. */
export function sealMac(trustId: string, seal: Omit<Seal, 'mac'>): Buffer {
  const { day, chains, events, heads, root, previousMac } = seal
  const text = JSON.stringify({ trust: trustId, day, chains, events, root: root.toString('hex') })
  return macOf(Buffer.concat([previousMac, packHeads(heads)]), text)
}

/** Every head that the given seals cover, newest state of each chain. */
export function headsAfter(seals: readonly Pick<Seal, 'heads'>[]): Map<string, SealedHead> {
  const heads = new Map<string, SealedHead>()
  for (const seal of seals) for (const head of seal.heads) heads.set(head.chainId, head)
  return heads
}

/** The seals of the current trust, oldest first. */
export async function sealsOfTrust(tx: Tx): Promise<Seal[]> {
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
  const unsealed = {
    day,
    chains: heads.length,
    events: heads.reduce((sum, head) => sum + head.seq, 0),
    heads: heads.filter((head) => known.get(head.chainId)?.seq !== head.seq),
    root: rootOf(heads),
    previousMac: last?.mac ?? macOf(Buffer.alloc(0), `seals of ${trustId}`),
  }
  const seal = { ...unsealed, mac: sealMac(trustId, unsealed) }
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

function sorted(heads: readonly SealedHead[]): SealedHead[] {
  return [...heads].sort((a, b) => (a.chainId < b.chainId ? -1 : a.chainId > b.chainId ? 1 : 0))
}
