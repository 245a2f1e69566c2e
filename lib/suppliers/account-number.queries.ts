import 'server-only'
import type { Tx } from '#lib/db/client.ts'

/** The number under which a supplier knows a store: its own, else the trust's; '' where none is known. */
export async function accountNumberOf(tx: Tx, supplierId: string, storeId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ number: string }[]>`
    SELECT coalesce(n.account_number, a.account_number) AS number FROM supplier_account a
    LEFT JOIN supplier_store_account n ON n.trust_id = a.trust_id AND n.supplier_id = a.supplier_id AND n.store_id = ${storeId}::uuid
    WHERE a.trust_id = identity.current_trust() AND a.supplier_id = ${supplierId}::uuid`
  return row?.number ?? ''
}
