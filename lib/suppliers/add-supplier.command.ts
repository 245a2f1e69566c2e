import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { lockLoads } from '#lib/files/load.store.ts'
import { ok, type Result } from '#lib/result.ts'
import { suppliersThere } from './identity.queries.ts'
import { newSupplier } from './identity.rules.ts'
import type { AddSupplier } from './supplier.schema.ts'

/** What was added; `trades`: whether this organisation keeps accounts with suppliers, which a hub does not. */
export type AddedSupplier = { supplierId: string; trades: boolean }

/**
 * Adds a supplier that no contract file names, as this organisation's own. Under the lock of its loads, so that neither a
 * file nor somebody else adds the same one at the same moment. Refuses SUPPLIER_THERE (the name is there, or one alike that
 * was not shown) and INVALID (another has the code or the GLN, by name).
 */
export async function addSupplier(act: Act, input: AddSupplier): Promise<Result<AddedSupplier>> {
  const permission = ['supplier.edit', 'contract.load'] as const
  return commit<AddedSupplier>(act, { name: 'addSupplier', permission }, input, async (tx) => {
    await lockLoads(tx, act.actor)
    const planned = newSupplier(input, await suppliersThere(tx))
    if (!planned.ok) return planned
    const { gln = null, endpointScheme = null, endpointId = null, name, kind, address } = input
    const data = { name, code: planned.value.code, kind, gln, endpointScheme, endpointId, address }
    const supplierId = act.newId()
    await tx.supplier.create({ data: { ownerId: act.actor.trustId, id: supplierId, ...data } })
    audit(tx, { document: 'supplier', id: supplierId, verb: 'SUPPLIER_ADDED', data: { ...data, unlike: input.seen } })
    return ok({ supplierId, trades: act.actor.trustKind === 'trust' })
  })
}
