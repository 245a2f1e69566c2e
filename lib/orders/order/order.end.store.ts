import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settleEndedAnswers } from './answer.store.ts'
import { outstandingPacks } from './order.progress.ts'
import { moveOrder, type StoredOrder } from './order.store.ts'

/** What the rules of ending look at: quantities in packs. */
export type EndableLine = { id: string; packs: number; received: number; closed: number; over: number }

type StoredLine = StoredOrder['orderLines'][number]

/** A stored line as the rules of ending look at it. */
export function endable(line: StoredLine): EndableLine {
  return {
    id: line.id,
    packs: line.packs,
    received: line.receivedPacks,
    closed: line.closedPacks,
    over: line.overPacks,
  }
}

/**
 * Closes so many packs of a line that neither came nor will: the write repeats that they are still outstanding, so it
 * can never meet a delivery booked in at the same moment. Another count is CHANGED_MEANWHILE. A line of which packs are
 * still to come stays open.
 */
export async function closePacks(
  tx: Tx,
  act: Act,
  line: StoredLine,
  packs: number,
  reason: string,
): Promise<Result<undefined>> {
  const { count } = await tx.orderLine.updateMany({
    where: {
      trustId: act.actor.trustId,
      id: line.id,
      receivedPacks: line.receivedPacks,
      closedPacks: line.closedPacks,
      overPacks: line.overPacks,
    },
    data: {
      closedPacks: { increment: packs },
      state: packs >= outstandingPacks(endable(line)) ? 'short_closed' : line.state,
      stateReason: reason,
    },
  })
  return count === 1 ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'line' })
}

/**
 * Closes a sent order once nothing is still to come of any line; leaves it as it is otherwise. True when it closed. Open
 * answers to lines of which nothing is still to come are over either way.
 */
export async function closeWhenDone(tx: Tx, act: Act, orderId: string, reason: string): Promise<Result<boolean>> {
  await settleEndedAnswers(tx, act, orderId)
  // outstandingPacks, said to the database: a thousand lines need not come here to be asked
  const [order] = await tx.$queryRaw<{ id: string; status: string; version: number }[]>`
    SELECT id, status, version FROM purchase_order o WHERE id = ${orderId}::uuid AND status = 'sent'
      AND NOT EXISTS (SELECT FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id
        AND l.received_packs + l.closed_packs < l.packs + l.over_packs)`
  if (!order) return ok(false)
  const moved = await moveOrder(tx, act, order, 'close', { closedAt: act.now, closeReason: reason })
  if (!moved.ok) return moved
  audit(tx, { document: 'order', id: order.id, verb: 'CLOSED', data: { version: order.version, reason } })
  return ok(true)
}
