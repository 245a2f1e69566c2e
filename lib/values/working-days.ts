import { addDays, dateFromParts, dateParts, type LocalDate, localDate, weekday } from './dates.ts'

/**
 * Bank holidays that were moved, and those there were once only, in England and Wales: by royal proclamation under the
 * Banking and Financial Dealings Act 1971. Source: GOV.UK, "UK bank holidays", published to the end of 2028 and looked
 * up in November 2026. A new proclamation is a new row here.
 */
const PROCLAIMED: readonly { day: LocalDate; instead?: LocalDate }[] = [
  { day: localDate('2020-05-08'), instead: localDate('2020-05-04') }, // VE Day, 75 years
  { day: localDate('2022-06-02'), instead: localDate('2022-05-30') }, // spring bank holiday, moved
  { day: localDate('2022-06-03') }, // Platinum Jubilee
  { day: localDate('2022-09-19') }, // state funeral of Queen Elizabeth II
  { day: localDate('2023-05-08') }, // coronation of King Charles III
]

const MONDAY = 1

/** A day that is there in every year that we keep. */
function day(year: number, month: number, date: number): LocalDate {
  const found = dateFromParts(year, month, date)
  if (found === null) throw new RangeError(`There is no ${year}-${month}-${date}`)
  return found
}

/** Easter Sunday of a year by the Gregorian computus (the anonymous algorithm of 1876). */
export function easterSunday(year: number): LocalDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const skipped = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - skipped + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return day(year, Math.floor(n / 31), (n % 31) + 1)
}

function mondayFrom(date: LocalDate): LocalDate {
  return addDays(date, (MONDAY + 7 - weekday(date)) % 7)
}

/** The first weekday from a day on that is not among `taken`: where a holiday that falls on a weekend is kept instead. */
function weekdayFrom(date: LocalDate, taken: readonly LocalDate[] = []): LocalDate {
  let found = date
  while (weekday(found) > 5 || taken.includes(found)) found = addDays(found, 1)
  return found
}

/**
 * The bank holidays of a year in England and Wales, in order: those of the Banking and Financial Dealings Act 1971 and
 * of common law with their substitute days, and what was proclaimed. Later proclamations are not known here.
 */
export function bankHolidays(year: number): LocalDate[] {
  const easter = easterSunday(year)
  const christmas = weekdayFrom(day(year, 12, 25))
  const usual = [
    weekdayFrom(day(year, 1, 1)),
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(day(year, 5, 1)),
    mondayFrom(day(year, 5, 25)),
    mondayFrom(day(year, 8, 25)),
    christmas,
    weekdayFrom(day(year, 12, 26), [christmas]),
  ]
  const proclaimed = PROCLAIMED.filter((one) => dateParts(one.day).year === year)
  const gone = proclaimed.map((one) => one.instead)
  return [...usual.filter((one) => !gone.includes(one)), ...proclaimed.map((one) => one.day)].sort()
}

const known = new Map<number, ReadonlySet<LocalDate>>()

function holidaysOf(year: number): ReadonlySet<LocalDate> {
  const there = known.get(year)
  if (there) return there
  const found = new Set(bankHolidays(year))
  known.set(year, found)
  return found
}

/** Whether suppliers work on a day: Monday to Friday and no bank holiday in England and Wales. */
export function isWorkingDay(date: LocalDate): boolean {
  return weekday(date) <= 5 && !holidaysOf(dateParts(date).year).has(date)
}

/** The day itself when it is a working day, else the next one. */
export function workingDayFrom(date: LocalDate): LocalDate {
  let found = date
  while (!isWorkingDay(found)) found = addDays(found, 1)
  return found
}
