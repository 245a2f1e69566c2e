import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { loadOrder } from '../order/order.store.ts'
import { queueTransmission } from '../order/transmission.store.ts'
import type { SendHeld } from './send.schema.ts'

/**
 * Queues an approved order whose hold ended elsewhere, such as by a new account with the supplier. Refuses with
 * STILL_HELD while something is missing.
 */
export async function sendHeldOrder(act: Act, input: SendHeld): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'sendHeldOrder', permission: 'order.send' }, input, async (tx) => {
    const order = await loadOrder(tx, input.number)
    if (!order.ok) return order
    if (order.value.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    const queued = await queueTransmission(tx, act, order.value)
    if (!queued.ok) return queued
    return queued.value.state === 'held' ? refuse({ code: 'STILL_HELD' }) : ok({ number: order.value.number })
  })
}
