import 'server-only'
import { ownAuditKey } from '#lib/db/audit.ts'
import { startOfChain } from '#lib/db/audit-codes.ts'
import type { Tx } from '#lib/db/client.ts'
import { brokenRow } from '#lib/db/verify/check-row.ts'
import type { StoredRow } from '#lib/db/verify/reader.ts'
import type { Broken } from './broken.rules.ts'

/** A chain as far as it was checked while one waits: its entries by its head, how many were checked, what is broken. */
export type CheckedChain = { length: number; checked: number; broken: Broken | null }

/** Entries of a chain that are checked while one waits. */
const MOST_CHECKED = 500

/** Checks the entries of a chain from the first on: the code of each over its text and the one before. */
export async function checkedChain(tx: Tx, trustId: string, chainId: string): Promise<CheckedChain> {
  const rows = await tx.$queryRaw<StoredRow[]>`
    SELECT chain_id, seq, id, document, verb, at, actor_id, command_key, payload, previous_mac, mac FROM audit_event
    WHERE trust_id = ${trustId}::uuid AND chain_id = ${chainId}::uuid ORDER BY seq LIMIT ${MOST_CHECKED}`
  const key = ownAuditKey()
  let previous: Uint8Array = startOfChain(key, trustId, chainId)
  let broken: Broken | null = null
  let checked = 0
  for (const row of rows) {
    broken = brokenRow(key, trustId, row, { expected: checked + 1, previous })
    if (broken) break
    previous = row.mac
    checked += 1
  }
  const head = await tx.auditHead.findFirst({ where: { trustId, chainId }, select: { seq: true } })
  const length = head?.seq ?? 0
  if (!broken && checked < Math.min(length, MOST_CHECKED)) broken = { what: 'row_missing', chainId, seq: checked + 1 }
  return { length, checked, broken }
}
