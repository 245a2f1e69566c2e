import {
  addDays,
  addMonths,
  dateParts,
  daysBetween,
  type LocalDate,
  lastDayOf,
  localDate,
  weekday,
} from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatList } from '#lib/values/format.ts'
import { isWorkingDay, workingDayFrom } from '#lib/values/working-days.ts'
import type { Rhythm } from './rhythm.schema.ts'

/** Days by their number, Monday 1. */
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** So many days a date can be moved by weekends and bank holidays, with room to spare. */
const MOVES = 14

/**
 * The next date of a rhythm after a day, weekends and bank holidays of England and Wales dealt with as it says. Two dates
 * that are moved to one day are one date.
 */
export function nextDate(rhythm: Rhythm, after: LocalDate): LocalDate {
  let nominal = firstFrom(rhythm, addDays(after, -MOVES))
  for (;;) {
    const date = moved(rhythm, nominal)
    if (date !== null && date > after) return date
    nominal = firstFrom(rhythm, addDays(nominal, 1))
  }
}

/** The next few dates of a rhythm after a day. */
export function nextDates(rhythm: Rhythm, after: LocalDate, count: number): LocalDate[] {
  const dates: LocalDate[] = []
  let last = after
  while (dates.length < count) {
    last = nextDate(rhythm, last)
    dates.push(last)
  }
  return dates
}

/** The next date that nobody has left out. */
export function nextUnskipped(rhythm: Rhythm, after: LocalDate, skipped: ReadonlySet<string>): LocalDate {
  let date = nextDate(rhythm, after)
  while (skipped.has(date)) date = nextDate(rhythm, date)
  return date
}

/** How far ahead rhythms are held against each other: every date of a rhythm of 26 weeks comes twice in it. */
const AHEAD = 2 * 366

/**
 * How two rhythms stand beside each other over the next two years: whether they have the very same dates, and the first
 * date that both have, if any.
 */
export function besideEachOther(a: Rhythm, b: Rhythm, after: LocalDate): { same: boolean; meet: LocalDate | null } {
  const [first, second] = [datesAhead(a, after), datesAhead(b, after)]
  const there = new Set<string>(second)
  const meet = first.find((date) => there.has(date)) ?? null
  const equal = first.length === second.length && first.every((date) => there.has(date))
  return { same: equal && meet !== null, meet }
}

function datesAhead(rhythm: Rhythm, after: LocalDate): LocalDate[] {
  const until = addDays(after, AHEAD)
  const dates: LocalDate[] = []
  for (let date = nextDate(rhythm, after); date <= until; date = nextDate(rhythm, date)) dates.push(date)
  return dates
}

/** The first date from a day on, whether or not anybody works then. */
function firstFrom(rhythm: Rhythm, from: LocalDate): LocalDate {
  switch (rhythm.kind) {
    case 'weekdays': {
      let date = from
      while (!rhythm.days.includes(weekday(date))) date = addDays(date, 1)
      return date
    }
    case 'weeks': {
      const every = rhythm.every * 7
      const behind = Math.max(0, Math.ceil(daysBetween(rhythm.first, from) / every))
      return addDays(rhythm.first, behind * every)
    }
    case 'month': {
      const here = dayOfMonth(from, rhythm.day)
      return here >= from ? here : dayOfMonth(addMonths(localDate(`${from.slice(0, 8)}01`), 1), rhythm.day)
    }
  }
}

/** A day of the month of a date; the last one where the month is shorter. */
function dayOfMonth(date: LocalDate, day: number): LocalDate {
  const { year, month } = dateParts(date)
  return localDate(`${date.slice(0, 8)}${String(Math.min(day, lastDayOf(year, month))).padStart(2, '0')}`)
}

function moved({ closed }: Rhythm, date: LocalDate): LocalDate | null {
  if (closed === 'same' || isWorkingDay(date)) return date
  if (closed === 'skip') return null
  if (closed === 'next') return workingDayFrom(date)
  let before = date
  while (!isWorkingDay(before)) before = addDays(before, -1)
  return before
}

const CLOSED_WORDS: Record<Rhythm['closed'], string> = {
  next: 'the next working day where nobody works then',
  before: 'the working day before where nobody works then',
  skip: 'not on weekends and bank holidays',
  same: 'also on weekends and bank holidays',
}

/** A rhythm in words: "Every Monday and Thursday, the next working day where nobody works then". */
export function rhythmWords(rhythm: Rhythm): string {
  return `${oftenWords(rhythm)}, ${CLOSED_WORDS[rhythm.closed]}`
}

function oftenWords(rhythm: Rhythm): string {
  if (rhythm.kind === 'weekdays') return `Every ${formatList(rhythm.days.map((day) => DAY_NAMES[day - 1] ?? ''))}`
  if (rhythm.kind === 'month') {
    return rhythm.day > 28 ? `Each month on day ${rhythm.day}, or its last day` : `Each month on day ${rhythm.day}`
  }
  const often = rhythm.every === 1 ? 'Every week' : `Every ${formatCounted(rhythm.every, 'week')}`
  return `${often} on ${DAY_NAMES[weekday(rhythm.first) - 1]}, from ${formatDate(rhythm.first)}`
}
