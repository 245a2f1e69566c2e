import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateParts, daysBetween, lastDayOf, localDate, weekday } from '#lib/values/dates.ts'
import { isWorkingDay } from '#lib/values/working-days.ts'
import { besideEachOther, nextDate, nextDates, nextUnskipped, rhythmWords } from './rhythm.rules.ts'
import { changeStandingForm, type Rhythm, rhythm } from './rhythm.schema.ts'

const start = localDate('2020-01-01')
const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(start, days))
const closed = fc.constantFrom('next', 'before', 'skip', 'same') as fc.Arbitrary<Rhythm['closed']>
const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({
    kind: fc.constant('weekdays' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
    closed,
  }),
  fc
    .record({ kind: fc.constant('weeks' as const), every: fc.integer({ min: 1, max: 8 }), first: day, closed })
    .filter((one) => one.closed !== 'skip' || weekday(one.first) < 6),
  fc.record({ kind: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), closed }),
)

test('dates go forward, none twice, and each is the next one from any day before it', () => {
  fc.assert(
    fc.property(anyRhythm, day, fc.nat(20), (given, after, earlier) => {
      const dates = nextDates(given, after, 6)
      for (const [index, date] of dates.entries()) {
        const before = dates[index - 1] ?? after
        expect(date > before).toBe(true)
        const from = addDays(date, -1 - Math.min(earlier, daysBetween(before, date) - 1))
        expect(nextDate(given, from)).toBe(date)
      }
    }),
  )
})

test('but for “on that day all the same”, nothing is made on a day nobody works', () => {
  fc.assert(
    fc.property(anyRhythm, day, (given, after) => {
      for (const date of nextDates(given, after, 4)) if (given.closed !== 'same') expect(isWorkingDay(date)).toBe(true)
    }),
  )
})

test('on days that are worked the rhythm is met exactly', () => {
  fc.assert(
    fc.property(anyRhythm, day, (given, after) => {
      const [date = after] = nextDates({ ...given, closed: 'same' }, after, 1)
      if (given.kind === 'weekdays') expect(given.days).toContain(weekday(date))
      if (given.kind === 'weeks') {
        expect(daysBetween(given.first, date) % (given.every * 7)).toBe(0)
        expect(date >= given.first).toBe(true)
      }
      if (given.kind === 'month') {
        const { year, month, day } = dateParts(date)
        expect(day).toBe(Math.min(given.day, lastDayOf(year, month)))
      }
    }),
  )
})

test('Easter, Christmas and the end of February', () => {
  const dates = (given: Rhythm, after: string, count: number) => nextDates(given, localDate(after), count)
  const fridays: Rhythm = { kind: 'weekdays', days: [5], closed: 'next' }
  expect(dates(fridays, '2026-03-28', 2)).toEqual(['2026-04-07', '2026-04-10'])
  expect(dates({ ...fridays, closed: 'before' }, '2026-03-28', 2)).toEqual(['2026-04-02', '2026-04-10'])
  expect(dates({ ...fridays, closed: 'skip' }, '2026-03-28', 2)).toEqual(['2026-04-10', '2026-04-17'])
  const daily: Rhythm = { kind: 'weekdays', days: [4, 5], closed: 'next' }
  expect(dates(daily, '2026-12-23', 3)).toEqual(['2026-12-24', '2026-12-29', '2026-12-31'])
  expect(dates({ kind: 'month', day: 31, closed: 'before' }, '2027-01-30', 2)).toEqual(['2027-02-26', '2027-03-31'])
})

test('dates that are left out are passed over', () => {
  const mondays: Rhythm = { kind: 'weekdays', days: [1], closed: 'same' }
  const skipped = new Set(['2026-11-30', '2026-12-07'])
  expect(nextUnskipped(mondays, localDate('2026-11-23'), skipped)).toBe('2026-12-14')
})

test('every rhythm is kept and read back as it is, and has words', () => {
  fc.assert(
    fc.property(anyRhythm, (given) => {
      expect(rhythm.parse(JSON.parse(JSON.stringify(given)))).toEqual(given)
      expect(rhythmWords(given)).toMatch(/^E/)
    }),
  )
  expect(rhythmWords({ kind: 'weekdays', days: [1, 4], closed: 'next' })).toBe(
    'Every Monday and Thursday, the next working day where nobody works then',
  )
  expect(rhythmWords({ kind: 'weeks', every: 2, first: localDate('2026-11-24'), closed: 'skip' })).toBe(
    'Every 2 weeks on Tuesday, from 24 November 2026, not on weekends and bank holidays',
  )
})

test('a form says at each field what is missing', () => {
  const id = '01980000-0000-7000-8000-000000000000'
  const fields = (more: object) =>
    changeStandingForm.safeParse({ standingId: id, version: '1', ownerId: id, closed: 'next', ...more })
  const wrong = (more: object) => fields(more).error?.issues.map((issue) => issue.path.join('.'))
  expect(wrong({})).toEqual(['kind'])
  expect(wrong({ kind: 'weekdays' })).toEqual(['days'])
  expect(wrong({ kind: 'weeks', every: '0', first: '1/12/26' })).toEqual(['every'])
  expect(wrong({ kind: 'weeks', every: '2', first: 'soon' })).toEqual(['first'])
  expect(wrong({ kind: 'month', day: '32' })).toEqual(['day'])
  expect(fields({ kind: 'month', day: '5' }).data?.rhythm).toEqual({ kind: 'month', day: 5, closed: 'next' })
})

test('two rhythms are the same exactly when they share every date of two years; a date they share is a date of both', () => {
  fc.assert(
    fc.property(anyRhythm, anyRhythm, day, (a, b, after) => {
      const { same, meet } = besideEachOther(a, b, after)
      expect(besideEachOther(b, a, after)).toEqual({ same, meet })
      expect(besideEachOther(a, a, after).same).toBe(nextDate(a, after) <= addDays(after, 732))
      if (meet !== null) {
        for (const one of [a, b]) expect(nextDate(one, addDays(meet, -1))).toBe(meet)
      }
      if (same) expect(nextDates(b, after, 2)).toEqual(nextDates(a, after, 2))
    }),
    { numRuns: 50 },
  )
  const mondays: Rhythm = { kind: 'weekdays', days: [1], closed: 'same' }
  const from = localDate('2026-11-23')
  expect(besideEachOther(mondays, { kind: 'weeks', every: 1, first: from, closed: 'same' }, from).same).toBe(true)
  expect(besideEachOther(mondays, { kind: 'weekdays', days: [2], closed: 'same' }, from)).toEqual({
    ...{ same: false, meet: null },
  })
})
