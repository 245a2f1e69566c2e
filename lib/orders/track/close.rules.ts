import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { canMove, type OrderStatus } from '#lib/orders/order/order.status.ts'
import type { Result } from '#lib/result.ts'
import { ok, refuse } from '#lib/result.ts'

type EndableLine = { id: string; packs: number; received: number; closed: number; over: number }

/** How an order can be cancelled now. */
export type Cancelling = 'at_once' | 'ask_supplier'

/**
 * Whether and how an order may be cancelled: at once before anything left the house; after sending the supplier is
 * asked, and it stays asked until answered. Not while a sending is under way or its outcome unknown, not once goods came
 * (close it instead), and not while a change of an order that was sent is decided on: the supplier has the order.
 */
export function mayCancel(order: {
  status: OrderStatus
  wasSent: boolean
  sendings: readonly string[]
  lines: readonly EndableLine[]
}): Result<Cancelling> {
  if (order.sendings.some((status) => status === 'sending' || status === 'needs_checking')) {
    return refuse({ code: 'BEING_SENT' })
  }
  if (canMove(order.status, 'cancel') && !order.wasSent) return ok('at_once')
  if (!canMove(order.status, 'cancelAfterSending')) {
    return refuse({ code: 'WRONG_STATUS', verb: 'cancel', status: order.status })
  }
  if (order.lines.some((line) => line.received > 0)) return refuse({ code: 'GOODS_CAME' })
  return ok('ask_supplier')
}

/** Whether an order may be closed: sent, and nothing still to come (short-close what will not come first). */
export function mayClose(order: { status: OrderStatus; lines: readonly EndableLine[] }): Result<undefined> {
  if (!canMove(order.status, 'close')) return refuse({ code: 'WRONG_STATUS', verb: 'close', status: order.status })
  const packs = order.lines.reduce((sum, line) => sum + outstandingPacks(line), 0)
  return packs === 0 ? ok() : refuse({ code: 'STILL_OUTSTANDING', packs })
}

/** Packs of a line that may be short-closed: what has neither come nor been closed. None left is refused. */
export function mayShortClose(status: OrderStatus, line: EndableLine): Result<number> {
  if (status !== 'sent') return refuse({ code: 'WRONG_STATUS', verb: 'short-close', status })
  const packs = outstandingPacks(line)
  return packs > 0 ? ok(packs) : refuse({ code: 'NOTHING_OUTSTANDING' })
}
