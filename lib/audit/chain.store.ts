import 'server-only'
import { ownAuditKey } from '#lib/db/audit.ts'
import { startOfChain } from '#lib/db/audit-codes.ts'
import type { Tx } from '#lib/db/client.ts'
import { brokenRow, same } from '#lib/db/verify/check-row.ts'
import type { StoredRow } from '#lib/db/verify/reader.ts'
import type { Broken } from './broken.rules.ts'

/**
 * A chain as far as it was checked while one waits: how long it is by its head, from which entry to which it was checked
 * (0 to 0 where nothing could be), and what is broken there.
 */
export type CheckedChain = { length: number; from: number; to: number; broken: Broken | null }

/** Entries of a chain that are checked while one waits. */
const MOST_CHECKED = 500

/**
 * Checks the entries of a chain around one of them, all of it where it is short: the code of each over its text and the
 * entry before, the columns against the text, and the head against the last entry where the check comes to the end.
 */
export async function checkedChain(tx: Tx, trustId: string, chainId: string, seq: number): Promise<CheckedChain> {
  const head = await tx.auditHead.findFirst({ where: { trustId, chainId }, select: { seq: true, mac: true } })
  const length = head?.seq ?? 0
  const first = Math.max(1, Math.min(seq - MOST_CHECKED / 2, length - MOST_CHECKED + 1))
  const key = ownAuditKey()
  let previous = first === 1 ? startOfChain(key, trustId, chainId) : await codeOfEntry(tx, trustId, chainId, first - 1)
  if (!previous) return { length, from: 0, to: 0, broken: { what: 'row_missing', chainId, seq: first - 1 } }
  const rows = await tx.$queryRaw<StoredRow[]>`
    SELECT chain_id, seq, id, document, verb, at, actor_id, command_key, payload, previous_mac, mac FROM audit_event
    WHERE trust_id = ${trustId}::uuid AND chain_id = ${chainId}::uuid AND seq >= ${first} ORDER BY seq LIMIT ${MOST_CHECKED}`
  let to = first - 1
  const end = (broken: Broken | null): CheckedChain =>
    to < first ? { length, from: 0, to: 0, broken } : { length, from: first, to, broken }
  for (const row of rows) {
    const broken = brokenRow(key, trustId, row, { expected: to + 1, previous })
    if (broken) return end(broken)
    previous = row.mac
    to += 1
  }
  if (!head) return end({ what: 'head_missing', chainId, seq: to })
  if (to < Math.min(length, first + MOST_CHECKED - 1)) return end({ what: 'row_missing', chainId, seq: to + 1 })
  const atEnd = rows.length < MOST_CHECKED || to === length
  if (atEnd && (to !== length || !same(previous, head.mac))) return end({ what: 'head_differs', chainId, seq: to })
  return end(null)
}

/** The stored code of an entry; null where there is none. */
export async function codeOfEntry(tx: Tx, trustId: string, chainId: string, seq: number): Promise<Uint8Array | null> {
  const row = await tx.auditEvent.findFirst({ where: { trustId, chainId, seq }, select: { mac: true } })
  return row?.mac ?? null
}
