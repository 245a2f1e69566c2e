import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok } from '#lib/result.ts'
import { queueHeldOrders } from '../order/transmission.store.ts'

/**
 * Queues the approved orders of a supplier that had no way to it until now: asked for by whoever saves its account, in
 * the same transaction. Answers their numbers; an order that something else holds stays held.
 */
export async function queueHeld(act: Act, supplierId: string): Promise<string[]> {
  const queued = await commit(act, { name: 'queueHeld', permission: 'order.send' }, { supplierId }, async (tx) =>
    ok(await queueHeldOrders(tx, act, { supplierId })),
  )
  if (!queued.ok) throw new Error(`Held orders could not be queued: ${queued.refusal.code}`)
  return queued.value
}
