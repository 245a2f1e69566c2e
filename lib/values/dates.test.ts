import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  compareDates,
  dateFromParts,
  dateParts,
  dayOrNone,
  daysBetween,
  endOfMonth,
  inRange,
  isLocalDate,
  localDate,
  londonDate,
  londonInstant,
  londonTime,
  NO_DAY,
  parseDate,
  startOfMonth,
  storedDate,
  weekday,
} from './dates.ts'

const day = fc.integer({ min: 0, max: 100_000 }).map((n) => addDays(localDate('1910-01-01'), n))

describe('days', () => {
  it('exist or do not', () => {
    expect(isLocalDate('2028-02-29')).toBe(true)
    for (const bad of [
      '2026-02-29',
      '2026-02-31',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '1899-12-31',
      '',
      '2026-08-06T00:00',
    ]) {
      expect(isLocalDate(bad)).toBe(false)
      expect(() => localDate(bad)).toThrow(RangeError)
    }
  })
  it('count', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3000, max: 3000 }), (from, n) => {
        const to = addDays(from, n)
        expect(daysBetween(from, to)).toBe(n)
        expect(Math.sign(compareDates(from, to))).toBe(-Math.sign(n) || 0)
        expect((((weekday(to) - weekday(from) - n) % 7) + 7) % 7).toBe(0)
      }),
    )
    expect(weekday(localDate('2026-08-06'))).toBe(4)
  })
  it('months keep the day or end with the month', () => {
    expect(addMonths(localDate('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(localDate('2026-03-31'), -13)).toBe('2025-02-28')
    fc.assert(
      fc.property(day, fc.integer({ min: -24, max: 24 }), (from, n) => {
        const to = addMonths(from, n)
        expect(dateParts(to).day === dateParts(from).day || to === endOfMonth(to)).toBe(true)
        expect(addDays(endOfMonth(from), 1)).toBe(addMonths(startOfMonth(from), 1))
      }),
    )
  })
  it('come from the database as their midnight in UTC', () => {
    fc.assert(fc.property(day, (one) => storedDate(new Date(one)) === one))
  })
  it('are none where the database holds the last of all', () => {
    fc.assert(fc.property(day, (one) => dayOrNone(one) === one && dayOrNone(new Date(one)) === one))
    expect([NO_DAY, new Date(NO_DAY)].map(dayOrNone)).toEqual([null, null])
    expect(() => dayOrNone('never')).toThrow(RangeError)
  })
  it('ranges hold both their ends and may be open', () => {
    const [a, b] = [localDate('2026-08-01'), localDate('2026-08-31')]
    expect([a, b].map((d) => inRange(d, a, b))).toEqual([true, true])
    expect(inRange(addDays(b, 1), a, b)).toBe(false)
    expect(inRange(addDays(b, 1), a, null)).toBe(true)
    expect(inRange(addDays(a, -1), null, b)).toBe(true)
  })
})

describe('London', () => {
  it('is an hour ahead in summer', () => {
    expect(londonDate(new Date('2026-08-06T23:30:00Z'))).toBe('2026-08-07')
    expect(londonDate(new Date('2026-12-06T23:30:00Z'))).toBe('2026-12-06')
    expect(londonTime(new Date('2026-08-06T16:30:00Z'))).toBe('17:30')
    expect(londonTime(new Date('2026-12-06T00:00:00Z'))).toBe('00:00')
  })

  it('shows what clocks in London show, at any instant, also around the hours that are skipped and repeated', () => {
    const london = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' },
    })
    const some = fc.date({ min: new Date('1973-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    const changes = fc
      .constantFrom('2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z')
      .map((text) => new Date(text))
    fc.assert(
      fc.property(fc.oneof(some, changes), (instant) => {
        expect(`${londonDate(instant)} ${londonTime(instant)}`).toBe(london.format(instant))
      }),
    )
  })
  it('knows the instant of a time on its clocks', () => {
    expect(londonInstant(localDate('2026-08-06'), '17:30').toISOString()).toBe('2026-08-06T16:30:00.000Z')
    expect(londonInstant(localDate('2026-10-25'), '01:30').toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(londonInstant(localDate('2026-03-29'), '01:30').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(() => londonInstant(localDate('2026-03-29'), '25:00')).toThrow(RangeError)
    const recent = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(localDate('1990-01-01'), n))
    fc.assert(
      fc.property(recent, fc.integer({ min: 3, max: 23 }), (date, hour) => {
        const time = `${hour.toString().padStart(2, '0')}:15`
        const instant = londonInstant(date, time)
        expect([londonDate(instant), londonTime(instant)]).toEqual([date, time])
        expect(londonDate(londonInstant(date))).toBe(date)
      }),
    )
  })
})

describe('reading days', () => {
  it.each([
    '6 August 2026',
    '6th august 2026',
    '06 Aug 26',
    '6-Aug-2026',
    '6aug26',
    '6/8/26',
    '06/08/2026',
    '6.8.2026',
    '6-8-26',
    '6 8 2026',
    '06082026',
    '060826',
    '2026-08-06',
    '2026-8-6',
    '  6  August  2026 ',
  ])('%s', (typed) => expect(parseDate(typed)).toBe('2026-08-06'))
  it.each([
    '',
    '31 February 2026',
    '31/2/26',
    '6/8',
    '6 August',
    '8/13/2026',
    '6/8-26',
    '32 1 2026',
    '6 Augu 2026',
    '6/8/026',
    '2026',
    'August',
  ])('refuses %j', (typed) => expect(parseDate(typed)).toBeNull())
  it('reads every form of every day, and nothing throws', () => {
    const names = [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ]
    fc.assert(
      fc.property(day, (date) => {
        const { year, month, day: d } = dateParts(date)
        const name = names[month - 1] ?? ''
        expect(parseDate(date)).toBe(date)
        expect(parseDate(`${d} ${name} ${year}`)).toBe(date)
        expect(parseDate(`${d} ${name.slice(0, 3)} ${year}`)).toBe(date)
        expect(parseDate(`${d}/${month}/${year}`)).toBe(date)
        expect(parseDate(`${date.slice(8)}${date.slice(5, 7)}${year}`)).toBe(date)
        expect(dateFromParts(year, month, d)).toBe(date)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([null, 'string']).toContain(parseDate(text) && 'string')
      }),
    )
  })
})
