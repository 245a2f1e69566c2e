import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, compareDates, daysBetween, localDate, weekday } from './dates.ts'
import { bankHolidays, easterSunday, isWorkingDay, workingDayFrom } from './working-days.ts'

const year = fc.integer({ min: 1978, max: 2198 })
const date = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(localDate('1978-01-01'), days))

describe('bank holidays in England and Wales', () => {
  // as GOV.UK publishes them, "UK bank holidays", month and day
  test.each([
    [2019, '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26'],
    [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
  ])('%s', (of, days) => {
    expect(bankHolidays(of).map((one) => one.slice(5))).toEqual(days.split(' '))
    expect(bankHolidays(of).every((one) => one.startsWith(String(of)))).toBe(true)
  })

  test('eight a year at least, each on a weekday of its own', () => {
    fc.assert(
      fc.property(year, (of) => {
        const days = bankHolidays(of)
        expect(new Set(days).size).toBe(days.length)
        expect(days.length).toBeGreaterThanOrEqual(8)
        expect(days.every((day) => weekday(day) <= 5)).toBe(true)
      }),
    )
  })

  test('Easter is a Sunday from 22 March to 25 April', () => {
    fc.assert(
      fc.property(year, (of) => {
        const easter = easterSunday(of)
        expect(weekday(easter)).toBe(7)
        expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true)
      }),
    )
  })
})

describe('working days', () => {
  test('there is one within a week of any day, and it is the first', () => {
    fc.assert(
      fc.property(date, (from) => {
        const found = workingDayFrom(from)
        expect(isWorkingDay(found)).toBe(true)
        expect(daysBetween(from, found)).toBeLessThanOrEqual(6)
        for (let day = from; compareDates(day, found) < 0; day = addDays(day, 1)) expect(isWorkingDay(day)).toBe(false)
      }),
    )
  })

  test('Good Friday to Tuesday after Easter', () => {
    expect(workingDayFrom(localDate('2027-03-26'))).toBe('2027-03-30')
    expect(workingDayFrom(localDate('2026-12-25'))).toBe('2026-12-29')
  })
})
