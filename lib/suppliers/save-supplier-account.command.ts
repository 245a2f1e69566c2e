import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveAccount } from './supplier.schema.ts'

/**
 * Saves how this trust trades with a supplier; opens the account where there is none. Without `version` it must be new.
 * Refused when there is no such supplier, or somebody changed the account meanwhile.
 */
export async function saveSupplierAccount(act: Act, input: SaveAccount): Promise<Result<{ supplierId: string }>> {
  return commit(act, { name: 'saveSupplierAccount', permission: 'supplier.edit' }, input, async (tx) => {
    const { supplierId, version, ...typed } = input
    const { trustId } = act.actor
    if ((await tx.supplier.count({ where: { id: supplierId } })) === 0) {
      return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    }
    const data = { ...typed, orderEmail: typed.orderEmail ?? null }
    if (version === undefined) {
      try {
        await tx.supplierAccount.create({ data: { trustId, supplierId, ...data } })
      } catch (fault) {
        if (!isTaken(fault)) throw fault
        return refuse({ code: 'CHANGED_MEANWHILE', what: 'account' })
      }
    } else {
      const where = { trustId, supplierId, version }
      const { count } = await tx.supplierAccount.updateMany({ where, data: { ...data, version: { increment: 1 } } })
      if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'account' })
    }
    audit(tx, {
      document: 'supplier',
      id: supplierId,
      verb: version === undefined ? 'ACCOUNT_OPENED' : 'ACCOUNT_CHANGED',
      data,
    })
    // orders that had no way to this supplier have one now
    await enqueue(tx, 'queue-held', { trustId, id: supplierId })
    return ok({ supplierId })
  })
}
