import { may, type Permission } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { canMove, type OrderStatus } from '#lib/orders/order/order.status.ts'
import { mayCancel, mayClose, mayShortClose } from '#lib/orders/track/close.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** What can be done with several orders of the list in one act. */
export const SEVERAL_ACTS = ['submit', 'delete', 'cancel', 'close', 'short_close'] as const

/** One of them. */
export type SeveralAct = (typeof SEVERAL_ACTS)[number]

/** Who may. Each order's own command asks the same. */
export const SEVERAL_PERMISSIONS = {
  submit: 'order.raise',
  delete: 'order.raise',
  cancel: 'order.cancel',
  close: 'order.close',
  short_close: 'order.close',
} as const satisfies Record<SeveralAct, Permission>

/** Whether an act needs a reason, which each order keeps. */
export function needsReason(act: SeveralAct): boolean {
  return act === 'cancel' || act === 'short_close'
}

/** The acts that these roles may do. */
export function severalActsOf(who: { roles: readonly Role[] }): SeveralAct[] {
  return SEVERAL_ACTS.filter((act) => may(who, SEVERAL_PERMISSIONS[act]))
}

/** A line as the acts look at it: quantities in packs. `asked`: the supplier was asked to cancel what is to come. */
export type SeveralLine = { id: string; packs: number; received: number; closed: number; over: number; asked: boolean }

/** An order as the acts look at it. `incomplete`: lines without a price, its source or a reason. */
export type SeveralFacts = {
  status: OrderStatus
  wasSent: boolean
  sendings: readonly string[]
  lines: readonly SeveralLine[]
  incomplete: Extract<Refusal, { code: 'LINES_INCOMPLETE' }>['lines']
  /** The supplier was asked to cancel the whole order. */
  asked: boolean
}

/** How an act ends: here and now, or by asking the supplier, whose answer is recorded later. */
export type SeveralHow = 'at_once' | 'ask_supplier'

/**
 * Whether an act is for an order as it stands, by the rules of the order's own command; what only that command can know
 * (a price of today, an answer of this minute) it says itself. A draft is deleted, not cancelled; what was submitted is
 * cancelled, not deleted.
 */
export function maySeveral(act: SeveralAct, order: SeveralFacts): Result<SeveralHow> {
  const { status, lines } = order
  switch (act) {
    case 'submit':
      if (!canMove(status, 'submit')) return refuse({ code: 'WRONG_STATUS', verb: 'submit', status })
      if (order.wasSent) return refuse({ code: 'SENT_BEFORE' })
      if (lines.length === 0) return refuse({ code: 'EMPTY_PAD' })
      if (order.incomplete.length > 0) return refuse({ code: 'LINES_INCOMPLETE', lines: order.incomplete })
      return ok('at_once')
    case 'delete':
      return status === 'draft' ? ok('at_once') : refuse({ code: 'WRONG_STATUS', verb: 'delete', status })
    case 'cancel':
      if (status === 'draft') return refuse({ code: 'WRONG_STATUS', verb: 'cancel', status })
      if (order.asked) return refuse({ code: 'ASKED_ALREADY' })
      return mayCancel(order)
    case 'close': {
      const may = mayClose(order)
      return may.ok ? ok('at_once') : may
    }
    case 'short_close': {
      if (status !== 'sent') return refuse({ code: 'WRONG_STATUS', verb: 'short-close', status })
      if (order.asked) return refuse({ code: 'ASKED_ALREADY' })
      const open = lines.filter((line) => outstandingPacks(line) > 0)
      if (open.length === 0) return refuse({ code: 'NOTHING_OUTSTANDING' })
      return linesToClose(order).length > 0 ? ok('ask_supplier') : refuse({ code: 'ASKED_ALREADY' })
    }
  }
}

/** The lines of an order of which something may still come and of which the supplier was asked nothing yet. */
export function linesToClose({ status, lines }: Pick<SeveralFacts, 'status' | 'lines'>): SeveralLine[] {
  return lines.filter((line) => !line.asked && mayShortClose(status, line).ok)
}

/** What an act is for among chosen orders, and why not for the others; with totals in pence where all are shown. */
export type Sorted<O> = { can: O[]; not: { order: O; refusal: Refusal }[]; total: number; hidden: number }

/** Sorts chosen orders by whether an act is for them. Every one of them is on one side; the total is of those it is for. */
export function sortedFor<O extends SeveralFacts & { gross: number | null }>(
  act: SeveralAct,
  orders: readonly O[],
): Sorted<O> {
  const sorted: Sorted<O> = { can: [], not: [], total: 0, hidden: 0 }
  for (const order of orders) {
    const may = maySeveral(act, order)
    if (!may.ok) {
      sorted.not.push({ order, refusal: may.refusal })
      continue
    }
    sorted.can.push(order)
    sorted.total += order.gross ?? 0
    if (order.gross === null) sorted.hidden += 1
  }
  return sorted
}
