import { dateFromParts } from '#lib/values/dates.ts'
import type { Field } from './field.rules.ts'
import type { Layout } from './layout.rules.ts'
import { dayText } from './read/excel-cell.rules.ts'
import type { RawRow } from './row.rules.ts'

/** How days in text are written: day first, month first, or as the numbers by which Excel counts days. */
export const DAY_ORDERS = ['dmy', 'mdy', 'serial'] as const

/** How days are written. */
export type DayOrder = (typeof DAY_ORDERS)[number]

/** Whether the text is one of the ways in which days are written. */
export function isDayOrder(text: string): text is DayOrder {
  return (DAY_ORDERS as readonly string[]).includes(text)
}

/**
 * What a column's texts tell of how its days are written: how many can only be day first, only month first, are either,
 * or are numbers of five digits. Days that say it themselves (2026-06-01, 1 June 2026) count for nothing.
 */
export type DayEvidence = { dayFirst: number; monthFirst: number; either: number; serial: number }

const NO_EVIDENCE: DayEvidence = { dayFirst: 0, monthFirst: 0, either: 0, serial: 0 }
const MARKED = /^(\d{1,2})([ /.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]00:00(?::00)?)?$/
const BARE = /^(\d{2})()(\d{2})(\d{4}|\d{2})$/
const SERIAL = /^[2-7]\d{4}(?:\.0+)?$/
const LONGEST = 20

/** Adds what the cells of some rows tell, by column (from 0). */
export function gatherDays(evidence: Map<number, DayEvidence>, rows: readonly RawRow[]): void {
  for (const { cells } of rows) {
    for (const [column, text] of cells.entries()) {
      if (text === '' || text.length > LONGEST || !/^\d/.test(text)) continue
      const kind = kindOf(text)
      if (!kind) continue
      const known = evidence.get(column) ?? { ...NO_EVIDENCE }
      known[kind] += 1
      evidence.set(column, known)
    }
  }
}

function kindOf(text: string): keyof DayEvidence | null {
  if (SERIAL.test(text)) return 'serial'
  const match = MARKED.exec(text) ?? BARE.exec(text)
  if (!match) return null
  const [first, second] = [Number(match[1]), Number(match[3])]
  if (first > 12 && second <= 12) return 'dayFirst'
  if (second > 12 && first <= 12) return 'monthFirst'
  return first === second || first > 12 ? null : 'either'
}

/** How days are written in the columns that hold some: what is likely, and whether it needs no asking. */
export type DayDecision = { order: DayOrder; sure: boolean; asks: boolean }

/**
 * Decides how a file's days are written. Taken without asking: day first where some can be nothing else, and what was
 * said of the source before as long as no day speaks against it. Everything else is asked about: a file whose days can
 * all be read two ways, days that are month first, numbers. `asks`: whether there is anything to ask about at all.
 */
export function decideDays(evidence: readonly DayEvidence[], remembered: DayOrder | null): DayDecision {
  const sum = (kind: keyof DayEvidence) => evidence.reduce((all, one) => all + one[kind], 0)
  const [dayFirst, monthFirst, either, serial] = [sum('dayFirst'), sum('monthFirst'), sum('either'), sum('serial')]
  const asks = dayFirst + monthFirst + either + serial > 0
  if (!asks) return { order: remembered ?? 'dmy', sure: true, asks }
  if (remembered && fits(remembered, { dayFirst, monthFirst, either, serial })) {
    return { order: remembered, sure: true, asks }
  }
  if (dayFirst > 0) return { order: 'dmy', sure: true, asks }
  if (monthFirst > 0) return { order: 'mdy', sure: false, asks }
  return { order: serial > either ? 'serial' : 'dmy', sure: false, asks }
}

function fits(order: DayOrder, { dayFirst, monthFirst, either, serial }: DayEvidence): boolean {
  if (order === 'serial') return monthFirst === 0 && serial > 0
  return serial === 0 && (order === 'dmy' ? monthFirst === 0 : dayFirst === 0) && dayFirst + monthFirst + either > 0
}

/** What is known of the days of a layout: of the columns that its fields for days come from. */
export function evidenceFor(
  { places, days }: Pick<Layout, 'places'> & { days?: Pick<NonNullable<Layout['days']>, 'evidence'> | undefined },
  fields: readonly Field[],
): DayEvidence[] {
  return fields.flatMap((field) => {
    const place = places[field.name]
    if (!field.day || !place || !('column' in place)) return []
    const known = days?.evidence[place.column]
    return known ? [known] : []
  })
}

/**
 * A cell with a day as it is read under an order: the day as "2026-06-01" where the order is what tells it, else the text
 * as it is. Null where the order makes no day of it: month first, "31/12/2026" has no such month.
 */
export function readDay(text: string, order: DayOrder): string | null {
  if (order === 'dmy') return text
  if (order === 'serial') return SERIAL.test(text) ? dayText(text, false) : text
  const match = MARKED.exec(text) ?? BARE.exec(text)
  if (!match) return text
  return dateFromParts(fullYear(match[4] ?? ''), Number(match[1]), Number(match[3]))
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

/** What each order makes of one day, for who is asked: "01/02/2026 is 2 January 2026". */
export const DAY_ORDER_NAMES = {
  dmy: 'Day first: 01/02/2026 is 1 February 2026',
  mdy: 'Month first: 01/02/2026 is 2 January 2026',
  serial: 'Numbers by which Excel counts days: 46054 is 1 February 2026',
} as const satisfies Record<DayOrder, string>
