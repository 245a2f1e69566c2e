import 'server-only'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'

/** Whether contract prices stand, an organisation's own or its hub's: the first of all change nothing, and one person may load them. */
export async function hasContracts(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM award WHERE owner_id = ANY (${OWNERS}) LIMIT 1`
  return rows.length > 0
}
