import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { undoAmendment } from '#lib/orders/order/amendment.store.ts'
import { lapseApprovals } from '#lib/orders/order/ask.store.ts'
import { loadOrder, moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { pence } from '#lib/values/money.ts'
import type { WithdrawSubmission } from './decision.schema.ts'
import { stillWaiting } from './decision.store.ts'

/**
 * Takes an order back that nobody has agreed to in full: by whoever raised or submitted it (NOT_YOUR_ORDER for anybody
 * else). It goes back to returned, to be changed and submitted again; a change of an order that was sent is dropped.
 */
export async function withdrawSubmission(act: Act, input: WithdrawSubmission): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'withdrawSubmission', permission: 'order.raise' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    const { personId } = act.actor
    if (order.raisedBy !== personId && order.submittedBy !== personId) return refuse({ code: 'NOT_YOUR_ORDER' })
    const waiting = stillWaiting(order, input.version, 'withdraw')
    if (!waiting.ok) return waiting
    await lapseApprovals(tx, act, order)
    const moved = order.sentAt
      ? await undoAmendment(tx, act, order, 'Taken back')
      : await moveOrder(tx, act, order, 'withdraw')
    if (!moved.ok) return moved
    const data = { version: order.version, gross: pence(order.gross) }
    audit(tx, { document: 'order', id: order.id, verb: 'WITHDRAWN', data })
    return ok({ number: order.number })
  })
}
