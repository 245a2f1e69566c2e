import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { orderStatus } from '../order/order.status.ts'
import { loadOrder, type StoredOrder } from '../order/order.store.ts'

/** An order of controlled drugs that needs a requisition, and the one written for this version so far. */
export type Requisitioned = {
  order: StoredOrder
  requisition: { id: string; writtenBy: string; signerName: string; signedAt: Date | null } | null
}

/**
 * Loads an approved order of controlled drugs in the version a person saw. Refuses with CHANGED_MEANWHILE for another
 * version, NOT_AT_SITE, WRONG_STATUS when it is not approved, REQUISITION_SIGNED when its requisition is done with.
 */
export async function orderToRequisition(
  tx: Tx,
  actor: Actor,
  of: { number: string; version: number },
): Promise<Result<Requisitioned>> {
  const loaded = await loadOrder(tx, of.number)
  if (!loaded.ok) return loaded
  const order = loaded.value
  if (order.kind !== 'cd') return refuse({ code: 'NOT_FOUND', what: 'order of controlled drugs' })
  const here = await mayAtStore(tx, actor, 'order.sign_requisition', order.storeId)
  if (!here.ok) return here
  if (order.version !== of.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  if (order.status !== 'approved') {
    return refuse({ code: 'WRONG_STATUS', verb: 'sign the requisition', status: orderStatus(order.status) })
  }
  const requisition = await tx.requisition.findFirst({
    where: { orderId: order.id, version: order.version },
    select: { id: true, writtenBy: true, signerName: true, signedAt: true },
  })
  return requisition?.signedAt ? refuse({ code: 'REQUISITION_SIGNED' }) : ok({ order, requisition })
}
