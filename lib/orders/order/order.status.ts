import { MOVES, type Move } from '../lifecycle.ts'

/** The status of an order as a document. What happened to its lines is derived, never a status. */
export const ORDER_STATUSES = [
  'draft',
  'awaiting_approval',
  'returned',
  'rejected',
  'approved',
  'sent',
  'closed',
  'cancelled',
] as const

/** One of the statuses of an order. */
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** What a status is called on screen. */
export const STATUS_NAMES = {
  draft: 'Draft',
  awaiting_approval: 'Awaiting approval',
  returned: 'Returned',
  rejected: 'Rejected',
  approved: 'Approved',
  sent: 'Sent',
  closed: 'Closed',
  cancelled: 'Cancelled',
} as const satisfies Record<OrderStatus, string>

/** Whether an order of this status may make this move. */
export function canMove(status: OrderStatus, move: Move): boolean {
  const from: readonly OrderStatus[] = MOVES[move].from
  return from.includes(status)
}

/** Whether the text is one of the statuses (database and web address at the door). */
export function isOrderStatus(text: string): text is OrderStatus {
  return (ORDER_STATUSES as readonly string[]).includes(text)
}

/** Asserts a status read from the database. */
export function orderStatus(text: string): OrderStatus {
  if (!isOrderStatus(text)) throw new RangeError(`${text} is not a status of an order`)
  return text
}

/**
 * Whether the supplier has this order and is to deliver it: sent, or sent before and now being changed (a new version
 * waits for approval or for its sending). Answers and deliveries may come at any such time.
 */
export function isAtSupplier(order: { status: string; sentAt: Date | null }): boolean {
  const status = orderStatus(order.status)
  return status === 'sent' || (order.sentAt !== null && (status === 'awaiting_approval' || status === 'approved'))
}

/** Whether a change of a sent order waits for approval: the supplier has what the version before says. */
export function changeWaits(order: { status: string; sentAt: Date | null }): boolean {
  return order.status === 'awaiting_approval' && order.sentAt !== null
}
