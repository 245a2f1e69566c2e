import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type AccountedSupplier, suppliersLike, suppliersTwice, type ThereSupplier } from './identity.rules.ts'

/** A supplier that is offered in place of a new one. */
export type OfferedSupplier = ThereSupplier & { hasAccount: boolean }

/** Every supplier that the organisation of this transaction sees: its own and its hub's, by name. */
export async function suppliersThere(tx: Tx): Promise<OfferedSupplier[]> {
  return tx.$queryRaw<OfferedSupplier[]>`
    SELECT s.id, s.name, s.code, s.gln, (a.supplier_id IS NOT NULL) AS "hasAccount"
    FROM supplier s LEFT JOIN supplier_account a ON a.supplier_id = s.id
    WHERE s.owner_id = ANY (${OWNERS}) AND s.joined_to IS NULL ORDER BY lower(s.name), s.id`
}

/** A supplier that stands twice, as the page offers to join them. */
export type TwiceSupplier = {
  own: { id: string; name: string }
  into: { id: string; name: string }
  why: 'gln' | 'name' | 'account'
}

/** Suppliers that a trust added by hand and its hub has, too. Needs `supplier.edit`. */
export async function suppliersThereTwice(actor: Actor): Promise<TwiceSupplier[]> {
  if (!may(actor, 'supplier.edit') || actor.trustKind === 'hub') return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<(AccountedSupplier & { own: boolean })[]>`
      SELECT s.id, s.name, s.code, s.gln, s.owner_id = ${actor.trustId}::uuid AS own, a.account_number AS "accountNumber",
        a.order_email AS "orderEmail"
      FROM supplier s LEFT JOIN supplier_account a ON a.supplier_id = s.id
      WHERE s.owner_id = ANY (${OWNERS}) AND s.joined_to IS NULL ORDER BY lower(s.name), s.id`
    const twice = suppliersTwice(
      rows.filter((row) => row.own),
      rows.filter((row) => !row.own),
    )
    const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
    return twice.map(({ own, into, why }) => ({ own: named(own), into: named(into), why }))
  })
}

/** Which suppliers somebody may mean who wants to add one of this name: `same` = of the very name, `alike` = perhaps. */
export async function suppliersOfName(
  actor: Actor,
  name: string,
): Promise<{ same: OfferedSupplier[]; alike: OfferedSupplier[] }> {
  const nobody = { same: [], alike: [] }
  if (name === '' || !(may(actor, 'supplier.edit') || may(actor, 'contract.load'))) return nobody
  return withTrust(actor, async (tx) => suppliersLike(name, await suppliersThere(tx)))
}
