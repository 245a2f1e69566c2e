import type { OrderStatus } from './order/order.status.ts'

/**
 * START HERE. The journey of an order, step by step. A step names its folder, URL, command, permission and event.
 * The timeline on screen is drawn from this list, so it cannot go stale.
 *
 * Documents have their own status; progress is derived: acknowledged, delivered, invoiced and claimed are worked out
 * line by line (order/order.progress.ts) and never set.
 */
export const STEPS = [
  { verb: 'raise', title: 'Raise', says: 'what we need' },
  { verb: 'approve', title: 'Approve', says: 'who must agree' },
  { verb: 'send', title: 'Send', says: 'to the supplier' },
  { verb: 'acknowledge', title: 'Acknowledge', says: 'what they answered' },
  { verb: 'receive', title: 'Receive', says: 'what came, which batch' },
] as const

/** One step of the journey. */
export type Step = (typeof STEPS)[number]['verb']

/**
 * Every move an order's status can make, keyed by verb: where it may start and where it ends. The update's WHERE
 * carries id, version and these from-statuses, so that the write repeats the decision.
 */
export const MOVES = {
  submit: { from: ['draft', 'returned'], to: 'awaiting_approval' },
  pass: { from: ['draft', 'returned'], to: 'approved' },
  withdraw: { from: ['awaiting_approval'], to: 'returned' },
  approve: { from: ['awaiting_approval'], to: 'approved' },
  return: { from: ['awaiting_approval'], to: 'returned' },
  reject: { from: ['awaiting_approval'], to: 'rejected' },
  amend: { from: ['sent'], to: 'awaiting_approval' },
  amendWithin: { from: ['sent'], to: 'approved' },
  keep: { from: ['awaiting_approval'], to: 'sent' },
  send: { from: ['approved'], to: 'sent' },
  cancel: { from: ['draft', 'awaiting_approval', 'returned', 'approved'], to: 'cancelled' },
  restore: { from: ['cancelled'], to: 'draft' },
  cancelAfterSending: { from: ['sent'], to: 'cancelled' },
  close: { from: ['sent'], to: 'closed' },
  reopen: { from: ['closed'], to: 'sent' },
} as const satisfies Record<string, { from: readonly OrderStatus[]; to: OrderStatus }>

/** A verb that moves an order's status. */
export type Move = keyof typeof MOVES
