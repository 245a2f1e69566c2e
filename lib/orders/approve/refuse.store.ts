import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { NoticeKind } from '#lib/notices/notice.schema.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import type { Move } from '#lib/orders/lifecycle.ts'
import { undoAmendment } from '#lib/orders/order/amendment.store.ts'
import { lapseApprovals } from '#lib/orders/order/ask.store.ts'
import { moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result } from '#lib/result.ts'
import { decide, openDecision, type ShownApproval, stillWaiting } from './decision.store.ts'

/** The two ways to say no before an order goes. */
const WAYS = {
  return: { state: 'returned', notice: 'order_returned' },
  reject: { state: 'rejected', notice: 'order_rejected' },
} as const satisfies Partial<Record<Move, { state: 'returned' | 'rejected'; notice: NoticeKind }>>

/**
 * Says no to a version of an order, with a comment: to be changed (`return`) or for good (`reject`). One no is enough:
 * what others were still asked lapses. Whoever raised and submitted it is told. A change of an order that was sent is
 * dropped either way, and the order stands as the supplier has it.
 */
export async function sayNo(
  tx: Tx,
  act: Act,
  shown: ShownApproval,
  way: keyof typeof WAYS,
  comment: string,
): Promise<Result<{ number: string }>> {
  const { state, notice } = WAYS[way]
  const open = await openDecision(tx, act, shown)
  if (!open.ok) return open
  const { order } = open.value
  const waiting = stillWaiting(order, shown.version, way)
  if (!waiting.ok) return waiting
  const decided = await decide(tx, act, open.value, state, comment)
  if (!decided.ok) return decided
  await lapseApprovals(tx, act, order)
  const moved = order.sentAt ? await undoAmendment(tx, act, order, comment) : await moveOrder(tx, act, order, way)
  if (!moved.ok) return moved
  const people = [order.raisedBy, ...(order.submittedBy ? [order.submittedBy] : [])]
  await queueNotices(tx, act, { kind: notice, order, people })
  return ok({ number: order.number })
}
