import 'server-only'
import type { LocalDate } from '#lib/values/dates.ts'
import { chainStart, macOf } from './audit.ts'
import { rootOf, type Seal, type SealedHead, sealMac, sealsOfTrust } from './audit-seal.ts'
import type { Tx } from './client.ts'

/** The first thing found wrong in a trust's record: where, and what. `seq` counts from 1 in its chain. */
export type Broken =
  | { what: 'row_changed' | 'row_missing' | 'row_out_of_chain'; chainId: string; seq: number }
  | { what: 'head_missing' | 'head_differs'; chainId: string; seq: number }
  | { what: 'sealed_row_missing' | 'sealed_row_differs'; chainId: string; seq: number; day: LocalDate }
  | { what: 'seal_changed' | 'seal_missing'; day: LocalDate }

/** What a check of the record came to. */
export type Verified = { chains: number; events: number; seals: number; broken: Broken | null }

type Row = {
  chain_id: string
  seq: number
  id: string
  document: string
  verb: string
  at: Date
  actor_id: string | null
  command_key: string | null
  payload: string
  previous_mac: Uint8Array
  mac: Uint8Array
}

const BATCH = 2000

/**
 * Checks the whole record of the current trust: every row's code over its stored text and the row before it, its columns
 * against that text, every chain's head, every seal and every head that a seal covers. Names the first thing broken.
 * What it cannot see: rows written since the last seal that were cut from the end of a chain together with its head, and
 * the newest seals if they were cut too; compare the seal's code with the copy kept outside the database for those.
 */
export async function verifyAudit(tx: Tx, trustId: string): Promise<Verified> {
  const seals = await sealsOfTrust(tx)
  const heads = new Map<string, SealedHead>()
  for (const row of await tx.auditHead.findMany({ where: { trustId } })) {
    heads.set(row.chainId, { chainId: row.chainId, seq: row.seq, mac: Buffer.from(row.mac) })
  }
  const done: Verified = { chains: 0, events: 0, seals: seals.length, broken: brokenSeal(trustId, seals) }
  if (done.broken) return done
  const sealed = sealedRows(seals)
  const unseen = new Map(heads)
  let before: { chainId: string; seq: number; mac: Uint8Array } | null = null
  for (;;) {
    const rows: Row[] = await batch(tx, trustId, before)
    for (const row of rows) {
      const isNew = before === null || before.chainId !== row.chain_id
      const previous: Uint8Array = isNew ? chainStart(trustId, row.chain_id) : (before?.mac ?? new Uint8Array())
      done.broken =
        (isNew && before ? shortChain(before, heads) : null) ??
        brokenRow(trustId, row, isNew ? 1 : (before?.seq ?? 0) + 1, previous) ??
        againstHead(row, heads) ??
        againstSeal(row, sealed)
      if (done.broken) return done
      if (isNew) done.chains += 1
      done.events += 1
      unseen.delete(row.chain_id)
      before = { chainId: row.chain_id, seq: row.seq, mac: row.mac }
    }
    if (rows.length < BATCH) break
  }
  done.broken = (before ? shortChain(before, heads) : null) ?? vanished(unseen, sealed)
  return done
}

function batch(tx: Tx, trustId: string, after: { chainId: string; seq: number } | null): Promise<Row[]> {
  const { chainId, seq } = after ?? { chainId: '00000000-0000-0000-0000-000000000000', seq: 0 }
  return tx.$queryRaw<Row[]>`
    SELECT chain_id, seq, id, document, verb, at, actor_id, command_key, payload, previous_mac, mac FROM audit_event
    WHERE trust_id = ${trustId}::uuid AND (chain_id, seq) > (${chainId}::uuid, ${seq}::int)
    ORDER BY chain_id, seq LIMIT ${BATCH}`
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function brokenRow(trustId: string, row: Row, expected: number, previous: Uint8Array): Broken | null {
  const at = { chainId: row.chain_id, seq: row.seq }
  if (row.seq !== expected) return { what: 'row_missing', chainId: row.chain_id, seq: expected }
  if (!same(row.previous_mac, previous)) return { what: 'row_out_of_chain', ...at }
  if (!same(row.mac, macOf(previous, row.payload))) return { what: 'row_changed', ...at }
  const said = JSON.parse(row.payload) as Record<string, unknown>
  const agrees =
    said.trust === trustId &&
    said.chain === row.chain_id &&
    said.seq === row.seq &&
    said.id === row.id &&
    said.document === row.document &&
    said.verb === row.verb &&
    said.at === row.at.toISOString() &&
    said.actor === row.actor_id &&
    said.key === row.command_key
  return agrees ? null : { what: 'row_changed', ...at }
}

/** A head read before the rows may lag behind them, never the reverse. */
function againstHead(row: Row, heads: ReadonlyMap<string, SealedHead>): Broken | null {
  const head = heads.get(row.chain_id)
  if (!head || head.seq !== row.seq) return null
  return same(head.mac, row.mac) ? null : { what: 'head_differs', chainId: row.chain_id, seq: row.seq }
}

/** The end of a chain: its head may not be further on than its rows. A chain begun since the heads were read has none yet. */
function shortChain(last: { chainId: string; seq: number }, heads: ReadonlyMap<string, SealedHead>): Broken | null {
  const head = heads.get(last.chainId)
  if (head && head.seq > last.seq) return { what: 'row_missing', chainId: last.chainId, seq: last.seq + 1 }
  return null
}

type SealedRows = Map<string, { day: LocalDate; mac: Buffer; found: boolean; chainId: string; seq: number }>

function sealedRows(seals: readonly Seal[]): SealedRows {
  const rows: SealedRows = new Map()
  for (const { day, heads } of seals) {
    for (const { chainId, seq, mac } of heads) rows.set(`${chainId}/${seq}`, { day, mac, found: false, chainId, seq })
  }
  return rows
}

function againstSeal(row: Row, sealed: SealedRows): Broken | null {
  const covered = sealed.get(`${row.chain_id}/${row.seq}`)
  if (!covered) return null
  covered.found = true
  const { day, chainId, seq } = covered
  return same(covered.mac, row.mac) ? null : { what: 'sealed_row_differs', chainId, seq, day }
}

function vanished(unseen: ReadonlyMap<string, SealedHead>, sealed: SealedRows): Broken | null {
  for (const { found, day, chainId, seq } of sealed.values()) {
    if (!found) return { what: 'sealed_row_missing', chainId, seq, day }
  }
  const [head] = unseen.values()
  return head ? { what: 'row_missing', chainId: head.chainId, seq: 1 } : null
}

function brokenSeal(trustId: string, seals: readonly Seal[]): Broken | null {
  let previous: Buffer = macOf(Buffer.alloc(0), `seals of ${trustId}`)
  const covered = new Map<string, SealedHead>()
  for (const seal of seals) {
    if (!same(seal.previousMac, previous)) return { what: 'seal_missing', day: seal.day }
    if (!same(seal.mac, sealMac(trustId, seal))) return { what: 'seal_changed', day: seal.day }
    for (const head of seal.heads) covered.set(head.chainId, head)
    previous = seal.mac
  }
  const last = seals.at(-1)
  if (!last) return null
  const whole = covered.size === last.chains && same(last.root, rootOf([...covered.values()]))
  return whole ? null : { what: 'seal_changed', day: last.day }
}
