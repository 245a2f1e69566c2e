import { canMove, type OrderStatus } from '#lib/orders/order/order.status.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** What a draft that was deleted says on its page; one that was cancelled with this reason by hand has cancelled lines. */
export const DRAFT_DELETED = 'The draft was deleted'

/** What is known of an order that somebody wants back. */
export type DeletedFacts = {
  status: OrderStatus
  closeReason: string
  /** Whether it was submitted at any time. */
  submitted: boolean
  lines: readonly { state: string }[]
}

/**
 * Whether an order can be brought back as the draft it was: deleted as a draft, with its lines as they were. What was
 * submitted, cancelled or emptied stays as it is (WRONG_STATUS); a draft that is there already, too.
 */
export function mayRestore({ status, closeReason, submitted, lines }: DeletedFacts): Result<undefined> {
  const whole = lines.length > 0 && lines.every((line) => line.state === 'open')
  return canMove(status, 'restore') && closeReason === DRAFT_DELETED && !submitted && whole
    ? ok()
    : refuse({ code: 'WRONG_STATUS', verb: 'restore', status })
}
