import type { Price } from '#lib/values/money.ts'
import { type AnswerCode, outstandingPacks } from './order.progress.ts'

/** What a buyer can do about an answer that changes the order. */
export type AnswerAct = 'accept' | 'wait' | 'short_close' | 'elsewhere'

/** A line as the decision on an answer to it looks at it: packs, and the price of one ex VAT. */
export type AnsweredLine = { packs: number; received: number; closed: number; over: number; price: Price }

/**
 * An answer as the decision on it looks at it. `packs`: what they will deliver of the line in all, or how many of the
 * pack they offer instead; a price of null is the line's.
 */
export type DecidedAnswer = { code: AnswerCode; packs: number; price: Price | null }

/** Answers after which packs may still come although nobody promised all of them. */
const MAY_FOLLOW: readonly AnswerCode[] = ['BACK_ORDER', 'ON_ALLOCATION', 'CHANGED_QUANTITY']

/** Packs of what is still to come that the answer says will come; none of the ordered pack where another is offered. */
export function comingPacks(line: AnsweredLine, answer: DecidedAnswer): number {
  if (answer.code === 'SUBSTITUTE_OFFERED') return 0
  return Math.min(outstandingPacks(line), Math.max(0, answer.packs - line.received))
}

/** Whether an answer names another price than the line's. */
export function priceChanged(line: Pick<AnsweredLine, 'price'>, answer: Pick<DecidedAnswer, 'price'>): boolean {
  return answer.price !== null && answer.price !== line.price
}

/** Whether the answer names other terms than the order's: another price, or another pack. */
export function changesTerms(line: AnsweredLine, answer: DecidedAnswer): boolean {
  return answer.code === 'SUBSTITUTE_OFFERED' || (comingPacks(line, answer) > 0 && priceChanged(line, answer))
}

/**
 * What can be done, in the order it is offered. Other terms: accept them (a new version of the order), or not. Packs
 * that follow later: wait for them, or not. What will not come is closed or ordered elsewhere.
 */
export function actsFor(line: AnsweredLine, answer: DecidedAnswer): AnswerAct[] {
  const away: AnswerAct[] = ['short_close', 'elsewhere']
  if (changesTerms(line, answer)) return ['accept', ...away]
  return MAY_FOLLOW.includes(answer.code) ? ['wait', ...away] : away
}

/**
 * What ends when the buyer does not take the answer: only what will not come, at once, where the rest comes as ordered;
 * else everything still to come, and where the supplier means to deliver, they are asked to cancel it first.
 */
export function remainderOf(
  line: AnsweredLine,
  answer: DecidedAnswer,
): { packs: number; how: 'at_once' | 'ask_supplier' } {
  const outstanding = outstandingPacks(line)
  const coming = comingPacks(line, answer)
  if (changesTerms(line, answer)) return { packs: outstanding, how: 'ask_supplier' }
  if (coming < outstanding) return { packs: outstanding - coming, how: 'at_once' }
  return { packs: outstanding, how: 'ask_supplier' }
}

/** What is written beside an answer that was taken as it is without a new version: waited for, or simply noted. */
export function takenAs(code: AnswerCode): 'waiting' | 'accepted' {
  return code === 'CHANGED_QUANTITY' ? 'accepted' : 'waiting'
}
