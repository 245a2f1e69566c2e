import { daysBetween, type LocalDate } from '#lib/values/dates.ts'
import { headlineOf } from './headline.rules.ts'
import type { OrderStatus } from './order.status.ts'

/** Answers a supplier can give for a line (acknowledgement_line.code). */
export const ANSWER_CODES = [
  'ACCEPTED',
  'CHANGED_QUANTITY',
  'CHANGED_PRICE',
  'BACK_ORDER',
  'NOT_AVAILABLE',
  'SUBSTITUTE_OFFERED',
  'DISCONTINUED',
  'ON_ALLOCATION',
  'CODE_UNKNOWN',
] as const

/** One answer for a line. */
export type AnswerCode = (typeof ANSWER_CODES)[number]

/**
 * What is known of a line, in packs. `answer` is the newest one that still counts; `earlier` where it was given to a version
 * before this line stood in the order, so that nobody has answered the line itself.
 */
export type LineFacts = {
  packs: number
  received: number
  /** Packs that will not come: superseded, cancelled or short-closed. */
  closed: number
  /** Over-delivered packs that somebody decided to keep. */
  over: number
  dueOn: LocalDate | null
  answer: { code: AnswerCode; packs: number; expectedOn: LocalDate | null; earlier?: boolean } | null
}

/** How far a line can have come. */
export const LINE_STATES = [
  'waiting',
  'acknowledged',
  'not_available',
  'other_pack',
  'to_follow',
  'part_received',
  'complete',
  'closed',
] as const

/** What happened to a line so far: derived, never set. */
export type LineProgress = {
  state: (typeof LINE_STATES)[number]
  /** Packs still to come. */
  outstanding: number
  /** Packs of the pack that was ordered: another pack that is offered counts for nothing until it is taken. */
  acknowledged: number
  /** Days past the promised day; 0 when not late, or when the supplier said that nothing will come. */
  daysLate: number
}

/** Packs of a line that may still come. Over-delivery never counts as outstanding. */
export function outstandingPacks(line: Pick<LineFacts, 'packs' | 'received' | 'closed' | 'over'>): number {
  return Math.max(0, line.packs + line.over - line.closed - line.received)
}

const NOT_COMING: readonly AnswerCode[] = ['NOT_AVAILABLE', 'DISCONTINUED', 'CODE_UNKNOWN']

/**
 * Packs of the ordered pack that an answer promises in all: none where they cannot supply it or offer another pack, fewer
 * where they say how many; null where it leaves the order's. `PROMISED` says the same in SQL.
 */
export function promisedPacks(answer: Pick<NonNullable<LineFacts['answer']>, 'code' | 'packs'> | null): number | null {
  if (!answer) return null
  if (NOT_COMING.includes(answer.code) || answer.code === 'SUBSTITUTE_OFFERED') return 0
  return answer.code === 'CHANGED_QUANTITY' || answer.code === 'ON_ALLOCATION' ? answer.packs : null
}

/**
 * Packs of a line that are still to be expected: what may still come, no more than its supplier promises. What comes
 * beyond them can be booked in all the same. `TO_COME` says the same in SQL.
 */
export function toComePacks(
  line: Pick<LineFacts, 'packs' | 'received' | 'closed' | 'over'>,
  promised: number | null,
): number {
  const outstanding = outstandingPacks(line)
  return promised === null ? outstanding : Math.max(0, Math.min(outstanding, promised - line.received))
}

/** What happened to one line of an order that was sent, on a day. */
export function lineProgress(line: LineFacts, today: LocalDate): LineProgress {
  const outstanding = outstandingPacks(line)
  const answer = line.answer
  const otherPack = answer?.code === 'SUBSTITUTE_OFFERED'
  const acknowledged = answer && !otherPack ? Math.min(answer.packs, line.packs) : 0
  const due = answer?.expectedOn ?? line.dueOn
  const expected = outstanding > 0 && promisedPacks(answer) !== 0
  const daysLate = expected && due !== null ? Math.max(0, daysBetween(due, today)) : 0
  const state = (): LineProgress['state'] => {
    if (outstanding === 0) return line.received === 0 ? 'closed' : 'complete'
    if (answer && NOT_COMING.includes(answer.code) && line.received === 0) return 'not_available'
    if (line.received > 0) return 'part_received'
    if (otherPack) return 'other_pack'
    if (!answer) return 'waiting'
    return answer.code === 'BACK_ORDER' || answer.packs < line.packs - line.closed ? 'to_follow' : 'acknowledged'
  }
  return { state: state(), outstanding, acknowledged, daysLate }
}

/** How far an order has come over its lines: counts for the timeline and the headline. */
export type OrderProgress = {
  lines: number
  answered: number
  complete: number
  outstandingPacks: number
  lateLines: number
  /** What the tag shows once the order is sent: shown, never stored. */
  headline: 'Sent' | 'Acknowledged' | 'Part received' | 'Received' | null
}

/** Adds up the lines of an order; `status` decides whether the headline of the lines is shown. */
export function orderProgress(status: OrderStatus, lines: readonly LineFacts[], today: LocalDate): OrderProgress {
  const each = lines.map((line) => ({ line, ...lineProgress(line, today) }))
  const live = each.filter(({ line }) => line.closed < line.packs || line.received > 0)
  const complete = live.filter((one) => one.outstanding === 0).length
  const answered = live.filter(
    (one) => (one.line.answer !== null && !one.line.answer.earlier) || one.line.received > 0,
  ).length
  const anyReceived = live.some((one) => one.line.received > 0)
  const counts = { lines: live.length, complete, answered, received: anyReceived }
  return {
    lines: live.length,
    answered,
    complete,
    outstandingPacks: live.reduce((sum, one) => sum + one.outstanding, 0),
    lateLines: live.filter((one) => one.daysLate > 0).length,
    headline: status === 'sent' ? headlineOf(counts) : null,
  }
}
