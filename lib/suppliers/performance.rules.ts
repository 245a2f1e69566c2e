import { compareDates, daysBetween, type LocalDate } from '#lib/values/dates.ts'

/** What became of one line of a sent order: packs that count, what came by its day, and what the first answer said. */
export type LineKept = {
  packs: number
  /** The day it should be there; null where none was told. */
  dueOn: LocalDate | null
  /** Packs that were accepted by the end of that day. */
  byDue: number
  /** Whether the first answer took it as it was ordered; null = not answered. */
  asOrdered: boolean | null
}

/** What became of one sent order. Hours are those of the clock; `inTime`: answered before it was due, null = not due yet. */
export type OrderKept = {
  answerHours: number | null
  inTime: boolean | null
  sentOn: LocalDate
  firstCameOn: LocalDate | null
  lines: readonly LineKept[]
}

/** A share as it is told: so many of so many. */
export type Share = { part: number; of: number }

/** How a supplier keeps its word. A median is null where nothing is there to tell it from. */
export type Performance = {
  orders: number
  answered: Share
  answerHours: number | null
  leadDays: number | null
  onTimeInFull: Share
  asOrdered: Share
}

/** The middle of some numbers, the lower of two where they are even; null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

/**
 * How a supplier kept its word with these orders, as of a day: answered in time (of orders answered or due to be), usual
 * hours until the answer, usual days until the first delivery, lines there in full on their day (of lines whose day is
 * over), and lines taken as ordered in the first answer (of lines answered; first-time fill).
 */
export function performanceOf(orders: readonly OrderKept[], today: LocalDate): Performance {
  const judged = orders.filter((order) => order.inTime !== null)
  const lines = orders.flatMap((order) => order.lines)
  const over = lines.filter((line) => line.dueOn !== null && compareDates(line.dueOn, today) < 0 && line.packs > 0)
  const answered = lines.filter((line) => line.asOrdered !== null)
  return {
    orders: orders.length,
    answered: { part: judged.filter((order) => order.inTime).length, of: judged.length },
    answerHours: median(orders.flatMap((order) => (order.answerHours === null ? [] : [order.answerHours]))),
    leadDays: median(
      orders.flatMap((order) => (order.firstCameOn === null ? [] : [daysBetween(order.sentOn, order.firstCameOn)])),
    ),
    onTimeInFull: { part: over.filter((line) => line.byDue >= line.packs).length, of: over.length },
    asOrdered: { part: answered.filter((line) => line.asOrdered).length, of: answered.length },
  }
}
