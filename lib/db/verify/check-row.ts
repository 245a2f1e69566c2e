import type { Broken, Differs } from '#lib/audit/broken.rules.ts'
import { type AuditKey, codeOf } from '../audit-codes.ts'
import type { StoredRow } from './reader.ts'

/** Whether two codes are the same. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** What is wrong with a row that should be number `expected` of its chain and follow the code `previous`; null if nothing. */
export function brokenRow(
  key: AuditKey,
  trustId: string,
  row: StoredRow,
  { expected, previous }: { expected: number; previous: Uint8Array },
): Broken | null {
  const at = { chainId: row.chain_id, seq: row.seq }
  if (row.seq !== expected) return { what: 'row_missing', chainId: row.chain_id, seq: expected }
  if (!same(row.previous_mac, previous)) return { what: 'row_out_of_chain', ...at }
  if (!same(row.mac, codeOf(key, previous, row.payload))) return { what: 'row_changed', ...at, differs: 'code' }
  const differs = differingColumn(trustId, row)
  return differs ? { what: 'row_changed', ...at, differs } : null
}

/** The first column of a row that is not what its stored text says; null where all agree. */
function differingColumn(trustId: string, row: StoredRow): Differs | null {
  const said = JSON.parse(row.payload) as Record<string, unknown>
  const at = row.at instanceof Date && !Number.isNaN(row.at.getTime()) ? row.at.toISOString() : null
  const columns: [Differs, unknown, unknown][] = [
    ['trust', said.trust, trustId],
    ['chain', said.chain, row.chain_id],
    ['seq', said.seq, row.seq],
    ['id', said.id, row.id],
    ['document', said.document, row.document],
    ['verb', said.verb, row.verb],
    ['at', said.at, at],
    ['actor', said.actor, row.actor_id],
    ['key', said.key, row.command_key],
  ]
  return columns.find(([, text, column]) => text !== column)?.[0] ?? null
}
