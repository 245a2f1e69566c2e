import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { endable } from '#lib/orders/order/order.end.store.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder, moveOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { queueChangeMessage, withdrawTransmissions } from '#lib/orders/order/transmission.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type Cancelling, mayCancel } from './close.rules.ts'
import type { CancelOrder } from './end.schema.ts'

/**
 * Cancels an order: at once before it left the house, else the supplier is asked (one message, sent once) and the order
 * stays sent until the answer is recorded. Refuses while a sending is under way (BEING_SENT) and once goods came.
 */
export async function cancelOrder(act: Act, input: CancelOrder): Promise<Result<{ number: string; how: Cancelling }>> {
  return commit(act, { name: 'cancelOrder', permission: 'order.cancel' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    const sendings = await tx.transmission.findMany({ where: { orderId: order.id }, select: { status: true } })
    const how = mayCancel({
      status: orderStatus(order.status),
      wasSent: order.sentAt !== null,
      sendings: sendings.map((one) => one.status),
      lines: order.orderLines.map(endable),
    })
    if (!how.ok) return how
    const done = how.value === 'at_once' ? await cancelAtOnce(tx, act, order, input) : await ask(tx, act, order, input)
    return done.ok ? ok({ number: order.number, how: how.value }) : done
  })
}

async function cancelAtOnce(tx: Tx, act: Act, order: StoredOrder, { reason }: CancelOrder): Promise<Result<undefined>> {
  const withdrawn = await withdrawTransmissions(tx, act, order.id)
  if (!withdrawn.ok) return withdrawn
  const moved = await moveOrder(tx, act, order, 'cancel', { closedAt: act.now, closeReason: reason })
  if (!moved.ok) return moved
  await tx.approval.updateMany({ where: { orderId: order.id, state: 'waiting' }, data: { state: 'lapsed' } })
  await tx.$executeRaw`
    UPDATE order_line SET closed_packs = packs, state = 'cancelled', state_reason = ${reason}
    WHERE trust_id = ${act.actor.trustId}::uuid AND order_id = ${order.id}::uuid AND received_packs = 0`
  audit(tx, { document: 'order', id: order.id, verb: 'CANCELLED', data: { version: order.version, reason } })
  return ok()
}

async function ask(tx: Tx, act: Act, order: StoredOrder, { reason }: CancelOrder): Promise<Result<undefined>> {
  const asked = await tx.orderChange.findFirst({ where: { orderId: order.id, kind: 'cancel_order', state: 'asked' } })
  if (asked) return refuse({ code: 'ASKED_ALREADY' })
  const id = act.newId()
  await tx.orderChange.create({
    data: {
      trustId: act.actor.trustId,
      id,
      orderId: order.id,
      version: order.version,
      kind: 'cancel_order',
      reason,
      state: 'asked',
      askedBy: act.actor.personId ?? '',
      askedAt: act.now,
    },
  })
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: 'CANCEL_ASKED',
    data: { version: order.version, changeId: id, reason },
  })
  const queued = await queueChangeMessage(tx, act, order, { kind: 'cancellation', changeId: id })
  return queued.ok ? ok() : queued
}
