import type { OrderStatus } from '#lib/orders/order/order.status.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { type Pence, pence } from '#lib/values/money.ts'

/** A decision just taken, with how its order stands now. */
export type JustDecided = {
  number: string
  supplier: string
  state: string
  retrospective: boolean
  status: OrderStatus
  /** A message to the supplier is under way. */
  queued: boolean
}

/** What a decision did, at the head of the page that follows: what happened, and what comes next. */
export function decidedWords(one: JustDecided): { lead: string; more: string } {
  const { number, supplier, state, retrospective, status, queued } = one
  if (retrospective) {
    return state === 'approved'
      ? { lead: `You agreed to ${number}.`, more: `It had gone to ${supplier} as an emergency.` }
      : { lead: `You disagreed with ${number}.`, more: 'What you said stands on its page and in the record.' }
  }
  if (state !== 'approved' && status === 'sent') {
    return { lead: `You refused a change of ${number}.`, more: `The order stands as ${supplier} has it.` }
  }
  switch (state) {
    case 'returned':
      return { lead: `You returned ${number}.`, more: 'Whoever raised it can change it and submit it again.' }
    case 'rejected':
      return { lead: `You refused ${number}.`, more: 'It stays on file and is never sent.' }
    default:
      return { lead: `You approved ${number}.`, more: afterApproval(status, queued, supplier) }
  }
}

function afterApproval(status: OrderStatus, queued: boolean, supplier: string): string {
  if (status === 'awaiting_approval') return 'Somebody else has to agree as well before it goes.'
  if (status === 'sent' || status === 'closed') return `${supplier} has it.`
  return queued ? `It is on its way to ${supplier}.` : 'It does not leave yet: its page says what holds it.'
}

/** The decisions of one act: those that share the newest one's instant. */
export function lastAct<D extends { decidedAt: Date; state: string }>(decided: readonly D[]): D[] {
  const newest = decided[0]?.decidedAt.getTime()
  return decided.filter((one) => one.decidedAt.getTime() === newest && one.state === 'approved')
}

/** Several approvals of one act in words, with their total where it may be seen. */
export function severalWords(decided: readonly { gross: Pence | null }[]): { lead: string; more: string } {
  const total = decided.every((one) => one.gross !== null)
    ? `, ${formatPence(pence(decided.reduce((sum, one) => sum + (one.gross ?? 0), 0)))} with VAT`
    : ''
  return {
    lead: `You approved ${formatCounted(decided.length, 'order')}${total}.`,
    more: 'Each goes to its supplier, or waits for whatever still holds it.',
  }
}
