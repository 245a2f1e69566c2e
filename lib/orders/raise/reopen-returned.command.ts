import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { giveOwnPad } from './own-pad.store.ts'
import type { Reopen } from './pad.schema.ts'

/**
 * Puts an order that was returned or taken back on a pad of its own, to be changed and submitted as its next version; one
 * that stands on an open pad already stays there. Nobody who changes it may approve it. Refuses WRONG_STATUS when it is
 * not returned, CHANGED_MEANWHILE when it is another version, SENT_BEFORE when the supplier has an earlier version of it.
 */
export async function reopenReturned(act: Act, input: Reopen): Promise<Result<{ padId: string }>> {
  return commit(act, { name: 'reopenReturned', permission: 'order.raise' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (order.status !== 'returned') {
      return refuse({ code: 'WRONG_STATUS', verb: 'reopen', status: orderStatus(order.status) })
    }
    if (order.sentAt !== null) return refuse({ code: 'SENT_BEFORE' })
    const open =
      order.padId === null ? null : await tx.orderPad.findFirst({ where: { id: order.padId, closedAt: null } })
    if (open) return ok({ padId: open.id })
    return giveOwnPad(tx, act, { id: order.id, version: order.version, status: 'returned' }, order)
  })
}
