import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { askNext } from '#lib/orders/order/ask.store.ts'
import { isOver } from '#lib/orders/order/decide.rules.ts'
import { moveOrder } from '#lib/orders/order/order.store.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { fileTypedPrices } from '#lib/orders/order/typed-prices.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { decide, openDecision, type ShownApproval, stillWaiting } from './decision.store.ts'

/** What became of an approved order: on its way, held by something, waiting for another approver, or gone before. */
export type Approved = {
  number: string
  next: 'queued' | 'held' | 'waits_for_others' | 'given_afterwards'
}

/**
 * Gives one approval, and tells whoever it comes to next. When it was the last one the order waited for, the order is approved and queued for its supplier
 * in the same transaction, and the prices typed on it go on file. One that is given afterwards moves nothing. Writes nothing when it refuses.
 */
export async function giveApproval(tx: Tx, act: Act, shown: ShownApproval, comment: string): Promise<Result<Approved>> {
  const open = await openDecision(tx, act, shown)
  if (!open.ok) return open
  const { order, approval, others } = open.value
  const { number } = order
  if (isOver(approval, act.now)) return refuse({ code: 'APPROVAL_OVER' })
  if (!approval.retrospective) {
    const waiting = stillWaiting(order, shown.version, 'approve')
    if (!waiting.ok) return waiting
  }
  const decided = await decide(tx, act, open.value, 'approved', comment)
  if (!decided.ok) return decided
  const was = [approval, ...others]
  const now = [{ ...approval, state: 'approved', decidedBy: act.actor.personId }, ...others]
  await askNext(tx, act, { ...order, version: shown.version }, { was, now }, open.value.scheme.scheme)
  if (approval.retrospective) return ok({ number, next: 'given_afterwards' })
  if (others.some((row) => row.state === 'waiting' && !row.retrospective)) {
    return ok({ number, next: 'waits_for_others' })
  }
  const moved = await moveOrder(tx, act, order, 'approve', { approvedAt: act.now })
  const queued = moved.ok ? await queueTransmission(tx, act, order) : moved
  if (!queued.ok) throw new Error(`${number} moved while it was locked: ${queued.refusal.code}`)
  // a change of a sent order brings the supplier's answer, not a price somebody typed; what was typed went on file before
  const typed = order.sentAt === null ? order.orderLines.filter((line) => line.state === 'open') : []
  await fileTypedPrices(tx, act, order, typed)
  return ok({ number, next: queued.value.state })
}
