import type { Broken } from '#lib/audit/broken.rules.ts'
import { type AuditKey, packHead, rootCode, sealCode, startOfChain, startOfSeals } from '../audit-codes.ts'
import { brokenRow, same } from './check-row.ts'
import { Peekable } from './peekable.ts'
import {
  type Ask,
  headsOf,
  partOfHeads,
  rowsOf,
  type StoredHead,
  type StoredRow,
  type StoredSeal,
  sealsOf,
} from './reader.ts'
import { type SealedChain, sealedChains } from './sealed-heads.ts'

/**
 * What a check of a trust's record came to, up to the first thing that is broken. `unsealed`: entries that no seal covers
 * yet, and in how many chains; they can be cut off the end of a chain together with its head, and nothing here would tell.
 */
export type Verified = {
  chains: number
  events: number
  seals: number
  lastSeal: string | null
  unsealed: { events: number; chains: number }
  broken: Broken | null
}

/** A seal kept outside the database: its day and its code in hexadecimal digits. */
export type KeptSeal = { day: string; seal: string }

/** What the check goes by: the key, the seals kept outside the database, and who is told how far it has come. */
export type VerifyWith = {
  key: AuditKey
  outside?: readonly KeptSeal[]
  progress?: (events: number) => void
}

const PART = 1024 * 1024
const TELL_EVERY = 10_000

/**
 * Checks the whole record of a trust in one pass: every row's code over its stored text and the row before it, its columns
 * against that text, every chain's head, every seal, every head that a seal ever covered, and the seals kept outside.
 * Names the first thing broken. Rows, heads and seals are read side by side in order of chain, so that memory stays
 * small however long the record is.
 */
export async function verifyRecord(ask: Ask, trustId: string, how: VerifyWith): Promise<Verified> {
  const seals = await sealsOf(ask, trustId)
  const done: Verified = {
    ...{ chains: 0, events: 0, seals: seals.length, lastSeal: seals.at(-1)?.day ?? null },
    ...{ unsealed: { events: 0, chains: 0 }, broken: null },
  }
  done.broken = outsideBroken(seals, how.outside ?? []) ?? (await sealsBroken(ask, trustId, seals, how.key))
  if (done.broken) return done
  const rows = new Peekable(rowsOf(ask, trustId))
  const heads = new Peekable(headsOf(ask, trustId))
  const sealed = new Peekable(sealedChains(ask, trustId, seals))
  const root = rootCode(how.key)
  let covered = 0
  for (;;) {
    const [row, head, cover] = [await rows.peek(), await heads.peek(), await sealed.peek()]
    const chainId = least([row?.chain_id, head?.chain_id, cover?.chainId])
    if (chainId === null) break
    const chain = {
      chainId,
      head: await heads.take((one) => one.chain_id === chainId),
      cover: [] as SealedChain['heads'],
    }
    chain.cover = (await sealed.take((one) => one.chainId === chainId))?.heads ?? []
    const newest = chain.cover.at(-1)
    if (newest) {
      root.add(packHead({ chainId, ...newest }))
      covered += 1
    }
    done.broken = await brokenChain(rows, trustId, chain, how, done)
    if (done.broken) return done
  }
  const last = seals.at(-1)
  if (last && !(covered === last.chains && same(root.end(), last.root))) {
    done.broken = { what: 'seal_changed', day: last.day }
  }
  return done
}

type Chain = { chainId: string; head: StoredHead | null; cover: SealedChain['heads'] }

async function brokenChain(
  rows: Peekable<StoredRow>,
  trustId: string,
  { chainId, head, cover }: Chain,
  { key, progress }: VerifyWith,
  done: Verified,
): Promise<Broken | null> {
  let last: { seq: number; mac: Uint8Array } = { seq: 0, mac: startOfChain(key, trustId, chainId) }
  let seal = 0
  for (;;) {
    const row = await rows.take((one) => one.chain_id === chainId)
    if (!row) break
    const broken = brokenRow(key, trustId, row, { expected: last.seq + 1, previous: last.mac })
    if (broken) return overSeal(broken, cover)
    for (let covering = cover[seal]; covering?.seq === row.seq; covering = cover[seal]) {
      const { day, mac } = covering
      if (!same(mac, row.mac)) return { what: 'sealed_row_differs', chainId, seq: row.seq, day }
      seal += 1
    }
    last = { seq: row.seq, mac: row.mac }
    done.events += 1
    if (done.events % TELL_EVERY === 0) progress?.(done.events)
  }
  const missed = cover[seal]
  if (missed) return { what: 'sealed_row_missing', chainId, seq: Math.min(missed.seq, last.seq + 1), day: missed.day }
  if (!head) return { what: 'head_missing', chainId, seq: last.seq }
  if (head.seq > last.seq) return { what: 'row_missing', chainId, seq: last.seq + 1 }
  if (head.seq !== last.seq || !same(head.mac, last.mac)) return { what: 'head_differs', chainId, seq: last.seq }
  done.chains += 1
  const beyond = last.seq - (cover.at(-1)?.seq ?? 0)
  if (beyond > 0) {
    done.unsealed.events += beyond
    done.unsealed.chains += 1
  }
  return null
}

/** A row that is missing and that a seal covers is told with the day of the seal. */
function overSeal(broken: Broken, cover: SealedChain['heads']): Broken {
  if (broken.what !== 'row_missing') return broken
  const covering = cover.find((one) => one.seq >= broken.seq)
  return covering ? { ...broken, what: 'sealed_row_missing', day: covering.day } : broken
}

async function sealsBroken(
  ask: Ask,
  trustId: string,
  seals: readonly StoredSeal[],
  key: AuditKey,
): Promise<Broken | null> {
  let previous: Uint8Array = startOfSeals(key, trustId)
  for (const { day, chains, events, root, previous_mac, mac, size } of seals) {
    if (!same(previous_mac, previous)) return { what: 'seal_missing', day }
    const facts = {
      day,
      chains,
      events: Number(events),
      root: Buffer.from(root),
      previousMac: Buffer.from(previous_mac),
    }
    const code = sealCode(key, trustId, facts)
    for (let from = 0; from < size; from += PART) code.add(await partOfHeads(ask, trustId, day, from, PART))
    if (!same(mac, code.end())) return { what: 'seal_changed', day }
    previous = mac
  }
  return null
}

function outsideBroken(seals: readonly StoredSeal[], outside: readonly KeptSeal[]): Broken | null {
  const inside = new Map(seals.map((seal) => [seal.day, Buffer.from(seal.mac).toString('hex')]))
  for (const { day, seal } of [...outside].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const stored = inside.get(day)
    if (stored === undefined) return { what: 'seal_gone', day }
    if (stored !== seal) return { what: 'seal_differs_outside', day }
  }
  return null
}

function least(ids: readonly (string | undefined)[]): string | null {
  return ids.reduce<string | null>((min, id) => (id !== undefined && (min === null || id < min) ? id : min), null)
}
