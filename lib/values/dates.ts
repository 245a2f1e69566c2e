declare const calendar: unique symbol

/** A calendar day in London, 'YYYY-MM-DD', years 1900 to 2199. Sorts as text. */
export type LocalDate = string & { readonly [calendar]: 'London' }

const DAY_MS = 86_400_000
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

function pad(n: number, width: number): string {
  return n.toString().padStart(width, '0')
}

/** The day with these numbers, or null when there is none (31 February, month 13, a year outside 1900 to 2199). */
export function dateFromParts(year: number, month: number, day: number): LocalDate | null {
  if (!(year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1)) return null
  if (day > lastDayOf(year, month)) return null
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate
}

/** Days in a month (1 to 12) of a year. */
export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Whether the text is a day that exists, in the form YYYY-MM-DD. */
export function isLocalDate(text: string): text is LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && dateFromParts(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

/** Asserts a day at the door (database, message); throws when it is none. For what people type use `parseDate`. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`${JSON.stringify(text)} is not a day`)
  return text
}

/** What stands in the database for no day, where a column must hold one: no last day, no expiry on the pack. */
export const NO_DAY = '9999-12-31'

/** A day of the database, as text or as its column comes; null for `NO_DAY`. */
export function dayOrNone(day: string | Date): LocalDate | null {
  const text = typeof day === 'string' ? day : dayText(day)
  return text === NO_DAY ? null : localDate(text)
}

/** A day as a `date` column of the database comes: its midnight in UTC. */
export function storedDate(day: Date): LocalDate {
  return localDate(dayText(day))
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10)
}

/** Year, month (1 to 12) and day of a date. */
export function dateParts(date: LocalDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const HOUR_MS = 3_600_000

/** Hours whose distance to London's clocks is kept: those of a year. */
const HOURS_KEPT = 9000

const ahead = new Map<number, number>()

/** How far London's clocks are ahead, in milliseconds, in an hour since 1970. They are put forward and back on the hour. */
function londonAhead(hour: number): number {
  const known = ahead.get(hour)
  if (known !== undefined) return known
  const parts = Object.fromEntries(LONDON.formatToParts(hour * HOUR_MS).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour: clock = 0, minute = 0, second = 0 } = parts
  const shown = new Date(0)
  shown.setUTCFullYear(year, month - 1, day)
  shown.setUTCHours(clock, minute, second)
  if (ahead.size >= HOURS_KEPT) ahead.clear()
  ahead.set(hour, shown.getTime() - hour * HOUR_MS)
  return shown.getTime() - hour * HOUR_MS
}

/** What London's clocks show at an instant, as '2026-11-23T09:30:00.000Z'. */
function inLondon(instant: Date): string {
  const time = instant.getTime()
  return new Date(time + londonAhead(Math.floor(time / HOUR_MS))).toISOString()
}

/** The day it is in London at an instant. */
export function londonDate(instant: Date): LocalDate {
  return localDate(inLondon(instant).slice(0, -14))
}

/** The time it is in London at an instant, 'HH:MM' on the 24-hour clock. */
export function londonTime(instant: Date): string {
  return inLondon(instant).slice(-13, -8)
}

/**
 * The instant at which London's clocks show this day and time ('HH:MM'). In the hour that spring skips it is one hour
 * later on the clock; in the hour that autumn repeats it is the first of the two.
 */
export function londonInstant(date: LocalDate, time = '00:00'): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(wanted)) throw new RangeError(`${JSON.stringify(time)} is not a time`)
  const summer = new Date(wanted - 3_600_000)
  if (`${londonDate(summer)}T${londonTime(summer)}` === `${date}T${time}`) return summer
  return new Date(wanted)
}

function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** The day so many days later (or earlier, when negative). Throws beyond the years we keep. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return storedDate(new Date((dayNumber(date) + days) * DAY_MS))
}

/** The same day so many months later (or earlier); the last day of the month where that month is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = dateParts(date)
  const count = year * 12 + (month - 1) + months
  const y = Math.floor(count / 12)
  const m = count - y * 12 + 1
  return localDate(`${pad(y, 4)}-${pad(m, 2)}-${pad(Math.min(day, lastDayOf(y, m)), 2)}`)
}

/** Days from `from` to `to`: 1 from a day to the next, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative when `a` is earlier than `b`, 0 when the same day, positive when later. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether the day lies in the range, both ends included; a null end is open. */
export function inRange(date: LocalDate, from: LocalDate | null, to: LocalDate | null): boolean {
  return (from === null || from <= date) && (to === null || date <= to)
}

/** Day of the week: 1 Monday to 7 Sunday. */
export function weekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** The last day of the date's month. */
export function endOfMonth(date: LocalDate): LocalDate {
  const { year, month } = dateParts(date)
  return localDate(`${date.slice(0, 8)}${pad(lastDayOf(year, month), 2)}`)
}

/** The first day of the date's month. */
export function startOfMonth(date: LocalDate): LocalDate {
  return localDate(`${date.slice(0, 8)}01`)
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function monthNumber(name: string): number {
  const lower = name.toLowerCase()
  if (lower === 'sept') return 9
  return (lower.length === 3 ? MONTHS.indexOf(lower) : MONTH_NAMES.indexOf(lower)) + 1
}

/**
 * Reads a day as people type it: "6 August 2026", "6th Aug 26", "6/8/26", "06.08.2026", "6-8-2026", "6 8 2026",
 * "06082026", "060826" and "2026-08-06". The day comes first, two-digit years are 20xx, the year is compulsory.
 * null when it is no day, 31 February included.
 */
export function parseDate(text: string): LocalDate | null {
  const typed = text.trim().replace(/\s+/g, ' ')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dateFromParts(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[ /.-]?([a-z]{3,9})[,.]?[ /.-]?(\d{4}|\d{2})$/i.exec(typed)
  if (named) return dateFromParts(fullYear(named[3] ?? ''), monthNumber(named[2] ?? ''), Number(named[1]))
  const numbers =
    /^(\d{1,2})(?<mark>[ /.-])(\d{1,2})\k<mark>(\d{4}|\d{2})$/.exec(typed) ??
    /^(\d{2})()(\d{2})(\d{4}|\d{2})$/.exec(typed)
  if (numbers) return dateFromParts(fullYear(numbers[4] ?? ''), Number(numbers[3]), Number(numbers[1]))
  return null
}
