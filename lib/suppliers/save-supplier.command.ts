import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveSupplier } from './supplier.schema.ts'

/**
 * Saves what a supplier is: name, kind, addresses, where electronic orders go. Only the organisation that loaded it may:
 * for its trusts, a supplier of the hub is as the hub has it (NOT_FOUND).
 */
export async function saveSupplier(act: Act, input: SaveSupplier): Promise<Result<{ supplierId: string }>> {
  const permission = ['supplier.edit', 'contract.load'] as const
  return commit(act, { name: 'saveSupplier', permission }, input, async (tx) => {
    const { supplierId, version, gln = null, endpointScheme = null, endpointId = null, ...rest } = input
    const data = { ...rest, gln, endpointScheme, endpointId }
    const where = { ownerId: act.actor.trustId, id: supplierId }
    try {
      const { count } = await tx.supplier.updateMany({
        where: { ...where, version: version ?? 0 },
        data: { ...data, version: { increment: 1 } },
      })
      if (count === 0) {
        const there = await tx.supplier.count({ where })
        return refuse(there ? { code: 'CHANGED_MEANWHILE', what: 'supplier' } : { code: 'NOT_FOUND', what: 'supplier' })
      }
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      return refuse({ code: 'INVALID', errors: [{ field: 'name', message: 'Enter another name: a supplier has it' }] })
    }
    audit(tx, { document: 'supplier', id: supplierId, verb: 'SUPPLIER_CHANGED', data })
    return ok({ supplierId })
  })
}
