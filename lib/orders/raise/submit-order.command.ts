import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SubmitOrder } from './create-orders.schema.ts'
import { giveOwnPad } from './own-pad.store.ts'
import { keepPad, loadPad, partsOfPad } from './pad.store.ts'
import { type SubmittedPad, submitOpenPad } from './submit-open-pad.store.ts'

/**
 * Submits one draft or returned order by its number, as `submitOpenPad` submits the orders of a pad. Where it stands on an
 * open pad with others, it goes to one of its own first, and they stay. Refuses NOT_FOUND, WRONG_STATUS,
 * CHANGED_MEANWHILE (another version, or changed since `revision`), SENT_BEFORE, and what `submitOpenPad` refuses.
 */
export async function submitOrder(act: Act, input: SubmitOrder): Promise<Result<SubmittedPad>> {
  return commit(act, { name: 'submitOrder', permission: 'order.raise' }, input, async (tx) => {
    const pad = await padOf(tx, act, input)
    if (!pad.ok) return pad
    const { padId, edit } = pad.value
    return submitOpenPad(tx, act, { padId, edit, unusual: input.unusualConfirmed ? edit : 0 })
  })
}

/** The open pad on which the order stands alone, locked or just made. The pad's lock comes before the order's, as ever. */
async function padOf(tx: Tx, act: Act, input: SubmitOrder): Promise<Result<{ padId: string; edit: number }>> {
  const where = { trustId: act.actor.trustId, number: input.number }
  const seen = await tx.purchaseOrder.findFirst({ where, select: { padId: true } })
  if (!seen) return refuse({ code: 'NOT_FOUND', what: 'order' })
  const held = seen.padId === null ? null : await loadPad(tx, seen.padId, { lock: true })
  const pad = held?.ok && !held.value.closedAt ? held.value : null
  const order = await tx.purchaseOrder.findFirstOrThrow({ where })
  const status = orderStatus(order.status)
  if (status !== 'draft' && status !== 'returned') return refuse({ code: 'WRONG_STATUS', verb: 'submit', status })
  if (order.padId !== seen.padId || order.version !== input.version || order.edit !== input.revision) {
    return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  }
  if (order.sentAt !== null) return refuse({ code: 'SENT_BEFORE' })
  const others = pad ? (await partsOfPad(tx, pad.id)).filter((part) => part.orderId !== order.id) : []
  if (pad && others.every((part) => part.lines === 0)) return ok({ padId: pad.id, edit: pad.edit })
  const own = await giveOwnPad(tx, act, { id: order.id, version: order.version, status }, pad ?? order)
  if (!own.ok) return own
  if (pad) {
    const kept = await keepPad(tx, act, pad, pad)
    if (!kept.ok) return kept
  }
  return ok({ padId: own.value.padId, edit: 1 })
}
