import type { FieldError } from '#lib/action-answer.ts'
import { priceChanged } from '#lib/orders/order/answer-decision.rules.ts'
import { type AnswerCode, outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, type LocalDate, londonDate, londonInstant } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import type { GivenAnswer } from './answer.schema.ts'

/** A line of an order as an answer is held against it. Quantities in packs, price per pack, contents in thousandths. */
export type AnswerableLine = {
  id: string
  lineNo: number
  amppId: string
  vmpId: string
  unitsMilli: number
  packs: number
  received: number
  closed: number
  over: number
  price: Price
  state: string
}

/** A pack that can be offered instead: of which medicine, and how much is in it. */
export type OfferedPack = { amppId: string; vmpId: string; unitsMilli: number }

/** An answer as it is kept. `packs`: what they will deliver of the line in all, or how many of the other pack. */
export type LineAnswer = {
  lineId: string
  code: AnswerCode
  packs: number
  /** Per pack; null = nothing was said, as ordered. */
  price: Price | null
  expectedOn: LocalDate | null
  substituteAmppId: string | null
  note: string
  resolution: 'none_needed' | 'open'
}

/** What answers are checked against. */
export type AnswerFacts = {
  lines: ReadonlyMap<string, AnswerableLine>
  /** Packs that are offered instead, as far as the catalogue has them. */
  offered: ReadonlyMap<string, OfferedPack>
  answeredOn: LocalDate
  /** A message may offer a pack that our catalogue does not know; a person chooses it from the list. */
  byHand: boolean
}

/** Answers with which nothing more of a line will come. */
const NOT_COMING: readonly AnswerCode[] = ['NOT_AVAILABLE', 'DISCONTINUED', 'CODE_UNKNOWN']

/** A promise further ahead than this is a mistyped year. */
const FURTHEST_DAYS = 731

/** Packs of a line that are still wanted in all, what came included. */
export function wantedPacks(line: Pick<AnswerableLine, 'packs' | 'closed'>): number {
  return Math.max(0, line.packs - line.closed)
}

/** How many of another pack cover what is still to come of a line, rounded up: no more than that is taken instead. */
export function mostOfOther(line: AnswerableLine, other: Pick<OfferedPack, 'unitsMilli'>): number {
  const units = unitsInPacks(packs(outstandingPacks(line)), milli(line.unitsMilli))
  return packsToCover(units, milli(other.unitsMilli))
}

/**
 * Holds what was written down against the order, every line at once: nothing is kept unless all of it fits. Refusals:
 * NOT_FOUND for a line of another order, INVALID with a message for each field (`lines[n].packs`).
 */
export function checkAnswers(given: readonly GivenAnswer[], facts: AnswerFacts): Result<LineAnswer[]> {
  const errors: FieldError[] = []
  const kept: LineAnswer[] = []
  const seen = new Set<string>()
  for (const [index, one] of given.entries()) {
    const { code } = one
    if (code === null) continue
    const line = facts.lines.get(one.lineId)
    if (!line) return refuse({ code: 'NOT_FOUND', what: 'line' })
    const found = seen.has(line.id)
      ? [{ field: 'code', message: 'is answered twice: keep one of the answers' }]
      : problems(line, { ...one, code }, facts)
    seen.add(line.id)
    for (const { field, message } of found) {
      errors.push({ field: `lines[${index}].${field}`, message: `Line ${line.lineNo}: ${message}` })
    }
    if (found.length === 0) kept.push(keptAnswer(line, { ...one, code }))
  }
  if (errors.length > 0) return refuse({ code: 'INVALID', errors })
  if (kept.length > 0) return ok(kept)
  return refuse({
    code: 'INVALID',
    errors: [{ field: 'lines[0].code', message: 'Choose an answer for at least one line' }],
  })
}

type Answered = GivenAnswer & { code: AnswerCode }

function problems(line: AnswerableLine, answer: Answered, facts: AnswerFacts): FieldError[] {
  if (line.state !== 'open') return [{ field: 'code', message: 'is closed: there is nothing to answer any more' }]
  const found: FieldError[] = [...quantity(line, answer), ...money(line, answer), ...promise(answer, facts)]
  if (answer.code === 'SUBSTITUTE_OFFERED') found.push(...substitute(line, answer, facts))
  return found
}

function quantity(line: AnswerableLine, { code, packs: count }: Answered): FieldError[] {
  const wanted = wantedPacks(line)
  const say = (message: string) => [{ field: 'packs', message }]
  const came = formatCounted(line.received, 'pack')
  switch (code) {
    case 'SUBSTITUTE_OFFERED':
      return []
    case 'ACCEPTED':
      return count === null || count === wanted
        ? []
        : say(`${formatCounted(wanted, 'pack')} were ordered: leave packs empty, or choose “Fewer or more packs”`)
    case 'NOT_AVAILABLE':
    case 'DISCONTINUED':
    case 'CODE_UNKNOWN':
      return count === null || count === 0 || count === line.received
        ? []
        : say('leave packs empty, or choose “Fewer or more packs” if some will come')
    case 'CHANGED_QUANTITY':
    case 'ON_ALLOCATION':
      if (count === null) return say('enter the packs they will deliver')
      if (count === 0 && code === 'CHANGED_QUANTITY') return say('choose “Not available” if nothing will come')
      if (count === wanted && code === 'CHANGED_QUANTITY')
        return say('that is what was ordered: choose “Accepted”, or enter the packs they will deliver')
      break
    case 'CHANGED_PRICE':
    case 'BACK_ORDER':
      if (count === 0) return say('choose “Not available” if nothing will come')
  }
  if (count === null) return []
  if (count > wanted) return say(`enter ${formatCounted(wanted, 'pack')} or fewer: no more were ordered`)
  if (count < line.received) return say(`${came} have come already: enter at least ${line.received}`)
  return []
}

function money(line: AnswerableLine, { code, price }: Answered): FieldError[] {
  const say = (message: string) => [{ field: 'price', message }]
  if (price === 0) return say('enter a price above £0.00')
  if (code === 'CHANGED_PRICE') {
    if (price === null) return say('enter the new price of a pack')
    if (price === line.price) return say('that is the price as ordered: choose “Accepted”, or enter the new price')
  }
  if (code === 'ACCEPTED' && price !== null && price !== line.price)
    return say('that is not the price as ordered: choose “Another price”')
  return []
}

function promise({ expectedOn }: Answered, { answeredOn }: AnswerFacts): FieldError[] {
  const say = (message: string) => [{ field: 'expectedOn', message }]
  if (expectedOn === null) return []
  if (expectedOn < answeredOn) return say(`enter ${formatDate(answeredOn)} or later: that is when they answered`)
  return expectedOn > addDays(answeredOn, FURTHEST_DAYS) ? say('enter a day within two years') : []
}

function substitute(line: AnswerableLine, answer: Answered, { offered, byHand }: AnswerFacts): FieldError[] {
  const found: FieldError[] = []
  const say = (field: string, message: string) => found.push({ field, message })
  const other = answer.substituteAmppId === null ? undefined : offered.get(answer.substituteAmppId)
  if (outstandingPacks(line) === 0) say('code', 'nothing is still to come that another pack could stand for')
  if (!other) {
    if (byHand || answer.substituteAmppId !== null) say('substituteAmppId', 'choose the pack they offer')
  } else if (other.amppId === line.amppId) say('substituteAmppId', 'choose another pack than the one ordered')
  else if (other.vmpId !== line.vmpId) say('substituteAmppId', 'choose a pack of the same medicine')
  if (answer.packs === null || answer.packs === 0) say('packs', 'enter how many of the pack offered they will deliver')
  else if (other && answer.packs > mostOfOther(line, other)) {
    say('packs', `enter ${formatCounted(mostOfOther(line, other), 'pack')} or fewer: that covers what was ordered`)
  }
  if (byHand && answer.price === null) say('price', 'enter the price of the pack offered')
  return found
}

function keptAnswer(line: AnswerableLine, { note, expectedOn, price, ...given }: Answered): LineAnswer {
  const { code } = given
  const count = NOT_COMING.includes(code) ? line.received : (given.packs ?? wantedPacks(line))
  const substituteAmppId = code === 'SUBSTITUTE_OFFERED' ? given.substituteAmppId : null
  const answer = { lineId: line.id, code, packs: count, price, expectedOn, substituteAmppId, note }
  return { ...answer, resolution: needsDecision(line, answer) ? 'open' : 'none_needed' }
}

/**
 * Whether an answer changes the order, so that the buyer must say what to do. Accepted as ordered (a promised day
 * included) needs nothing, nor does any answer to a line of which nothing is still to come: what a delivered pack costs
 * is settled with its invoice. A back order needs a decision even with all its packs and a date: waiting is one choice
 * among wait, close and order elsewhere, and the day it is late from depends on it. Fewer packs, another price (also a
 * lower one), another pack, an allocation below what was ordered, and anything that will not come need one.
 */
export function needsDecision(line: AnswerableLine, answer: Pick<LineAnswer, 'code' | 'packs' | 'price'>): boolean {
  if (outstandingPacks(line) === 0) return false
  if (answer.code === 'ACCEPTED') return false
  if (answer.code === 'ON_ALLOCATION' && answer.packs === wantedPacks(line)) return priceChanged(line, answer)
  return true
}

/** All lines accepted as ordered: what one press of the button writes down. Closed lines are left out. */
export function acceptAll(lines: Iterable<AnswerableLine>): GivenAnswer[] {
  const rest = { packs: null, price: null, expectedOn: null, substituteAmppId: null, note: '' }
  return [...lines]
    .filter((line) => line.state === 'open')
    .map((line) => ({ lineId: line.id, code: 'ACCEPTED' as const, ...rest }))
}

/**
 * When they answered: the day that was given, today without one. Of an earlier day no hour is known: noon. Refuses a day
 * to come, or one before the order was sent.
 */
export function answeredAt(
  given: LocalDate | null,
  { now, sentAt }: { now: Date; sentAt: Date | null },
): Result<{ on: LocalDate; at: Date }> {
  const today = londonDate(now)
  const on = given ?? today
  const say = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'answeredOn', message }] })
  if (on > today) return say('Enter today or an earlier day: they cannot have answered later')
  const sentOn = sentAt && londonDate(sentAt)
  if (sentOn && on < sentOn) return say(`Enter ${formatDate(sentOn)} or later: that is when the order was sent`)
  if (on === today) return ok({ on, at: now })
  const noon = londonInstant(on, '12:00')
  return ok({ on, at: sentAt && noon < sentAt ? sentAt : noon })
}
