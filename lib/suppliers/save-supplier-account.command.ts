import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { needsSecondPerson } from './order-address.rules.ts'
import { askForAddress, lockOrderWay } from './order-address.store.ts'
import type { SaveAccount } from './supplier.schema.ts'

/**
 * Saves how this trust trades with a supplier; opens the account where there is none. Without `version` it must be new.
 * Another address for orders is asked for, and waits for a second person (`waits`); all else is saved at once. Refused
 * when there is no such supplier or store, when somebody changed the account meanwhile, and when nothing says how the new
 * address was checked.
 */
export async function saveSupplierAccount(
  act: Act,
  input: SaveAccount,
): Promise<Result<{ supplierId: string; waits: boolean }>> {
  return commit(act, { name: 'saveSupplierAccount', permission: 'supplier.edit' }, input, async (tx) => {
    const { supplierId, version, addressReason, storeNumbers, ...typed } = input
    const { trustId } = act.actor
    if ((await tx.supplier.count({ where: { id: supplierId } })) === 0) {
      return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    }
    const stands = await lockOrderWay(tx, supplierId)
    const wanted = { ...typed, orderEmail: typed.orderEmail ?? null }
    const waits = needsSecondPerson(stands, wanted)
    if (waits && addressReason === '') {
      return refuse({
        code: 'INVALID',
        errors: [{ field: 'addressReason', message: 'Say how you know that the new address is the supplier’s' }],
      })
    }
    const data = waits && stands ? { ...wanted, ...stands } : wanted
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
    if (!(await saveStoreNumbers(tx, trustId, supplierId, storeNumbers))) {
      return refuse({ code: 'NOT_FOUND', what: 'store' })
    }
    audit(tx, {
      document: 'supplier',
      id: supplierId,
      verb: version === undefined ? 'ACCOUNT_OPENED' : 'ACCOUNT_CHANGED',
      data: { ...data, storeNumbers },
    })
    if (waits && stands && wanted.orderEmail) {
      await askForAddress(tx, act, { supplierId, stands, email: wanted.orderEmail, reason: addressReason })
    }
    // orders that had no way to this supplier have one now
    await enqueue(tx, 'queue-held', { trustId, id: supplierId })
    return ok({ supplierId, waits })
  })
}

/** Keeps the account numbers of single stores as they were typed; an empty one goes. False where a store is not there. */
async function saveStoreNumbers(
  tx: Tx,
  trustId: string,
  supplierId: string,
  numbers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const ids = Object.keys(numbers)
  if (ids.length === 0) return true
  if ((await tx.store.count({ where: { trustId, id: { in: ids } } })) !== ids.length) return false
  await tx.supplierStoreAccount.deleteMany({ where: { trustId, supplierId, storeId: { in: ids } } })
  const kept = Object.entries(numbers).filter(([, accountNumber]) => accountNumber !== '')
  await tx.supplierStoreAccount.createMany({
    data: kept.map(([storeId, accountNumber]) => ({ trustId, supplierId, storeId, accountNumber })),
  })
  return true
}
