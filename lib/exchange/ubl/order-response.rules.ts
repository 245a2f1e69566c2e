import { compareDates, type LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { type Packs, packs, sumPacks } from '#lib/values/packs.ts'
import type { OrderResponse, OrderResponseLine, ResponseItem } from './order-response.ts'

/** What was ordered, as the message named it. */
export type OrderedLine = { lineId: string; packs: Packs; price: Price }

/** What the answer means for an order line, in the words of the acknowledgement. */
export type AnsweredCode =
  | 'ACCEPTED'
  | 'CHANGED_QUANTITY'
  | 'CHANGED_PRICE'
  | 'BACK_ORDER'
  | 'NOT_AVAILABLE'
  | 'SUBSTITUTE_OFFERED'

/** The answer to one order line: the packs that will come (back orders included), the price, the last promised day. */
export type AnsweredLine = {
  lineId: string
  code: AnsweredCode
  packs: Packs
  price: Price
  expectedOn: LocalDate | null
  substitute: ResponseItem | null
  note: string
}

/**
 * The answer to an order: lines answered, order lines the supplier left out, order lines it answered in another unit
 * than packs (nobody can know how many packs it means), lines it added of its own accord.
 */
export type Answer = {
  lines: readonly AnsweredLine[]
  unanswered: readonly string[]
  inOtherUnit: readonly string[]
  unknown: readonly OrderResponseLine[]
}

function lastDay(days: readonly (LocalDate | null | undefined)[]): LocalDate | null {
  return (
    days
      .filter((day) => day != null)
      .toSorted(compareDates)
      .at(-1) ?? null
  )
}

function whole(ordered: OrderedLine, code: 'ACCEPTED' | 'NOT_AVAILABLE', response: OrderResponse): AnsweredLine {
  return {
    lineId: ordered.lineId,
    code,
    packs: code === 'ACCEPTED' ? ordered.packs : packs(0),
    price: ordered.price,
    expectedOn: code === 'ACCEPTED' ? lastDay([response.promised?.to ?? response.promised?.from]) : null,
    substitute: null,
    note: response.note ?? '',
  }
}

function answered(ordered: OrderedLine, parts: readonly OrderResponseLine[]): AnsweredLine {
  const coming = parts.filter(({ status }) => status !== 'not accepted')
  const now = sumPacks(coming.map(({ quantity }) => packs(quantity ?? (parts.length === 1 ? ordered.packs : 0))))
  const later = sumPacks(coming.map(({ backorder }) => packs(backorder ?? 0)))
  const price = coming.find((part) => part.price !== null)?.price ?? ordered.price
  const substitute = coming.find((part) => part.substitute !== null)?.substitute ?? null
  const total = packs(Math.min(now + later, Math.max(now, ordered.packs)))
  return {
    lineId: ordered.lineId,
    code: codeOf(ordered, { now, total, price, substitute }),
    packs: total,
    price,
    expectedOn: lastDay(coming.map(({ promised }) => promised?.to ?? promised?.from)),
    substitute,
    note: [...new Set(parts.map(({ note }) => note).filter((note) => note !== null))].join(' '),
  }
}

function codeOf(
  ordered: OrderedLine,
  { now, total, price, substitute }: { now: Packs; total: Packs; price: Price; substitute: ResponseItem | null },
): AnsweredCode {
  if (substitute) return 'SUBSTITUTE_OFFERED'
  if (total === 0) return 'NOT_AVAILABLE'
  if (total > now) return 'BACK_ORDER'
  if (now !== ordered.packs) return 'CHANGED_QUANTITY'
  return price === ordered.price ? 'ACCEPTED' : 'CHANGED_PRICE'
}

/**
 * What an order response means line by line. Accepted or rejected as a whole speaks for every line; "received" (AB) for
 * none, another answer follows. With changes, several response lines for one order line are added up; a back order is
 * counted in, up to what was ordered; where more than one thing changed the code names the gravest (substitute, not
 * available, back order, quantity, price) and the numbers tell the rest. Source: BIS Ordering 3, Order Response guide.
 */
export function answerFromResponse(response: OrderResponse, ordered: readonly OrderedLine[]): Answer {
  const known = new Set(ordered.map(({ lineId }) => lineId))
  const unknown = response.lines.filter((part) => !known.has(part.orderLineId) || part.status === 'added')
  if (response.code === 'AB') return { lines: [], unanswered: [...known], inOtherUnit: [], unknown }
  if (response.code !== 'CA') {
    const code = response.code === 'AP' ? 'ACCEPTED' : 'NOT_AVAILABLE'
    return { lines: ordered.map((one) => whole(one, code, response)), unanswered: [], inOtherUnit: [], unknown }
  }
  const lines: AnsweredLine[] = []
  const unanswered: string[] = []
  const inOtherUnit: string[] = []
  for (const one of ordered) {
    const parts = response.lines.filter((part) => part.orderLineId === one.lineId && part.status !== 'added')
    if (parts.length === 0) unanswered.push(one.lineId)
    else if (parts.some(({ quantity, unitCode }) => quantity !== null && unitCode !== null && unitCode !== 'XPK'))
      inOtherUnit.push(one.lineId)
    else lines.push(answered(one, parts))
  }
  return { lines, unanswered, inOtherUnit, unknown }
}
