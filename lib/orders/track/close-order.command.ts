import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { endable } from '#lib/orders/order/order.end.store.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder, moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayClose } from './close.rules.ts'
import type { CloseOrder } from './end.schema.ts'

/** Closes a sent order with nothing still to come. Refuses with STILL_OUTSTANDING while packs may come. */
export async function closeOrder(act: Act, input: CloseOrder): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'closeOrder', permission: 'order.close' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    const may = mayClose({ status: orderStatus(order.status), lines: order.orderLines.map(endable) })
    if (!may.ok) return may
    const moved = await moveOrder(tx, act, order, 'close', { closedAt: act.now })
    if (!moved.ok) return moved
    audit(tx, { document: 'order', id: order.id, verb: 'CLOSED', data: { version: order.version } })
    return ok({ number: order.number })
  })
}
