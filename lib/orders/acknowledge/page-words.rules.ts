import { stepsInWords, type WhoWords } from '#lib/orders/order/who-words.rules.ts'
import {
  formatCounted,
  formatDateOf,
  formatPenceDifference,
  formatPrice,
  formatPriceDifference,
  formatWhen,
} from '#lib/values/format.ts'
import type { Pence } from '#lib/values/money.ts'
import type { Elsewhere } from './elsewhere.rules.ts'

/** What the opening sentence of the page is made of. */
export type AnswerState = {
  supplier: string
  status: string
  sentAt: Date | null
  answerDueAt: Date | null
  acknowledgedAt: Date | null
  atSupplier: boolean
  /** Lines that wait for a decision, of those that still count. */
  open: number
  answered: number
  lines: number
}

/** The sentence the page opens with: what waits first. */
export function answerSentence(page: AnswerState, now: Date): string {
  const { supplier } = page
  if (!page.atSupplier) {
    return page.sentAt
      ? 'This order is over. Nothing is to be answered any more.'
      : `${supplier} does not have this order yet.`
  }
  if (page.status !== 'sent') {
    return `A change of this order is on its way through. Decide on the other lines once ${supplier} has it.`
  }
  if (page.open > 0) {
    return `${supplier} answered otherwise on ${formatCounted(page.open, 'line')}. Decide what to do about ${page.open === 1 ? 'it' : 'each'}.`
  }
  if (page.answered > 0) {
    return `${page.answered} of ${formatCounted(page.lines, 'line')} answered. Nothing waits for a decision.`
  }
  const due = page.answerDueAt
  if (due && due < now) return `No answer yet; one was due ${formatWhen(due, now)}.`
  const expected = due ? `, due ${formatWhen(due, now)}` : ''
  return `Sent${page.sentAt ? ` on ${formatDateOf(page.sentAt)}` : ''}. No answer yet${expected}.`
}

/** What accepting other terms comes to: the difference, and who must agree before it goes. Without prices where hidden. */
export function acceptWords(accept: { difference: Pence | null; needs: readonly { step: number; who: WhoWords }[] }): {
  button: string
  says: string
} {
  const { difference, needs } = accept
  const money = difference === null || difference === 0 ? '' : `, ${formatPenceDifference(difference)} ex VAT`
  const who = stepsInWords(needs)
  return {
    button: `Accept${money}`,
    says:
      needs.length === 0
        ? 'It needs no new approval. The change is sent as a new version of the order.'
        : `${who.charAt(0).toUpperCase()}${who.slice(1)} must agree before the change is sent.`,
  }
}

/** What an alternative costs against what was ordered: "£24.90 a pack, +£6.40; +£768.00 in all, ex VAT". */
export function elsewhereCost(offer: Pick<Elsewhere, 'price' | 'perPack' | 'difference'>): string {
  const { price, perPack, difference } = offer
  if (price === null || difference === null) return 'Price not shown to your role'
  const each = perPack === null || perPack === 0 ? '' : `, ${formatPriceDifference(perPack)}`
  const all = difference === 0 ? 'no dearer in all' : `${formatPenceDifference(difference)} in all`
  return `${formatPrice(price)} a pack${each}; ${all}, ex VAT`
}
