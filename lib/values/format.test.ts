import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from './dates.ts'
import {
  formatClock,
  formatCount,
  formatCounted,
  formatDate,
  formatDateTime,
  formatDaysOfCover,
  formatDayTime,
  formatDuration,
  formatDurationShort,
  formatFileSize,
  formatList,
  formatMilli,
  formatPence,
  formatPenceDifference,
  formatPenceHeadline,
  formatPercent,
  formatPrice,
  formatPriceDifference,
  formatTime,
  formatUnitPrice,
  formatWeekdayDate,
  formatWhen,
} from './format.ts'
import { pence, price } from './money.ts'
import { milli } from './packs.ts'

const digits = (text: string) => Number(text.replace('−', '-').replace(/[^\d-]/g, ''))

describe('money', () => {
  it('shows pence as pounds', () => {
    expect(formatPence(pence(123450))).toBe('£1,234.50')
    expect(formatPence(pence(5))).toBe('£0.05')
    expect(formatPence(pence(-3080))).toBe('−£30.80')
    expect(formatPence(pence(0))).toBe('£0.00')
  })
  it('loses no penny', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => digits(formatPence(pence(n))) === n))
  })
  it('shows a price with four decimals only where two would lose something', () => {
    expect(formatPrice(price(21000))).toBe('£2.10')
    expect(formatPrice(price(345))).toBe('£0.0345')
    expect(formatPrice(price(24950))).toBe('£2.4950')
    expect(formatPrice(price(12_345_600))).toBe('£1,234.56')
  })
  it('reads the price of a unit to the penny from a pound on, and exactly below it', () => {
    expect(formatUnitPrice(price(30_720))).toBe('£3.07')
    expect(formatUnitPrice(price(10_050))).toBe('£1.01')
    expect(formatUnitPrice(price(333))).toBe('£0.0333')
  })
  it('loses nothing of a price', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
        const text = formatPrice(price(n))
        return digits(text) * (/\.\d{2}$/.test(text) ? 100 : 1) === n
      }),
    )
  })
  it('signs a difference', () => {
    expect(formatPenceDifference(pence(76800))).toBe('+£768.00')
    expect(formatPenceDifference(pence(-100))).toBe('−£1.00')
    expect(formatPenceDifference(pence(0))).toBe('£0.00')
    expect(formatPriceDifference(price(6400))).toBe('+£0.64')
  })
  it('rounds only in headlines', () => {
    expect(formatPenceHeadline(pence(1_434_000_000))).toBe('£14.34m')
    expect(formatPenceHeadline(pence(24_000_040))).toBe('£240,000')
    expect(formatPenceHeadline(pence(-3_000_000))).toBe('−£30,000')
  })
})

describe('numbers', () => {
  it('separates thousands and uses a real minus', () => {
    expect(formatCount(1204)).toBe('1,204')
    expect(formatCount(-144)).toBe('−144')
  })
  it('counts in words', () => {
    expect(formatCounted(1, 'line')).toBe('1 line')
    expect(formatCounted(0, 'line')).toBe('0 lines')
    expect(formatCounted(2, 'delivery', 'deliveries')).toBe('2 deliveries')
  })
  it('never rounds to nothing or to all', () => {
    expect(formatPercent(1, 1000)).toBe('under 1%')
    expect(formatPercent(999, 1000)).toBe('99%')
    expect(formatPercent(3849, 25000)).toBe('15%')
    expect(formatPercent(0, 0)).toBe('0%')
  })
  it('shows units without needless decimals', () => {
    expect(formatMilli(milli(60_000))).toBe('60')
    expect(formatMilli(milli(2_500))).toBe('2.5')
    expect(formatMilli(milli(-1_344_005))).toBe('−1,344.005')
  })
  it('never makes cover look longer than it is', () => {
    expect(formatDaysOfCover(1.58)).toBe('1.5 days of cover')
    expect(formatDaysOfCover(0)).toBe('0.0 days of cover')
    expect(formatDaysOfCover(0.8)).toBe('0.8 days of cover')
    expect(formatDaysOfCover(1)).toBe('1.0 day of cover')
    expect(formatDaysOfCover(null)).toBe('Not known')
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 10_000, noNaN: true }),
        (days) => Number(formatDaysOfCover(days).split(' ')[0]?.replace(',', '')) <= days + 1e-6,
      ),
    )
  })
  it('says how big a file is', () => {
    expect(formatFileSize(1)).toBe('1 byte')
    expect(formatFileSize(62_400)).toBe('62 KB')
    expect(formatFileSize(999_600)).toBe('1.0 MB')
  })
  it('joins a list', () => {
    expect(formatList([])).toBe('')
    expect(formatList(['Albion'])).toBe('Albion')
    expect(formatList(['Albion', 'Calder', 'Wexham'])).toBe('Albion, Calder and Wexham')
  })
})

describe('dates and times', () => {
  const summer = new Date('2026-06-17T08:44:00Z')

  it('writes dates out', () => {
    expect(formatDate(localDate('2026-08-06'))).toBe('6 August 2026')
    expect(formatWeekdayDate(localDate('2026-06-17'))).toBe('Wednesday 17 June 2026')
  })
  it('writes the time of day', () => {
    expect(formatClock(17, 30)).toBe('5:30pm')
    expect(formatClock(13, 0)).toBe('1pm')
    expect(formatClock(12, 0)).toBe('12 noon')
    expect(formatClock(12, 30)).toBe('12:30pm')
    expect(formatClock(0, 0)).toBe('12 midnight')
    expect(formatClock(0, 5)).toBe('12:05am')
  })
  it('shows London time, summer and winter', () => {
    expect(formatTime(summer)).toBe('9:44am')
    expect(formatDateTime(summer)).toBe('17 June 2026, 9:44am')
    expect(formatDayTime(new Date('2026-12-31T23:30:00Z'))).toBe('31 December, 11:30pm')
    expect(formatDateTime(new Date('2026-06-30T23:30:00Z'))).toBe('1 July 2026, 12:30am')
  })
  it('says when as one would say it', () => {
    expect(formatWhen(new Date('2026-06-17T06:30:00Z'), summer)).toBe('7:30am')
    expect(formatWhen(new Date('2026-06-16T13:20:00Z'), summer)).toBe('yesterday, 2:20pm')
    expect(formatWhen(new Date('2026-06-18T07:00:00Z'), summer)).toBe('tomorrow, 8am')
    expect(formatWhen(new Date('2026-06-02T07:00:00Z'), summer)).toBe('2 June, 8am')
    expect(formatWhen(new Date('2025-06-02T07:00:00Z'), summer)).toBe('2 June 2025, 8am')
  })
  it('counts by London days over the change of clocks', () => {
    const now = new Date('2026-10-25T11:00:00Z')
    expect(formatWhen(new Date('2026-10-24T23:30:00Z'), now)).toBe('12:30am')
    expect(formatWhen(new Date('2026-10-24T22:30:00Z'), now)).toBe('yesterday, 11:30pm')
  })
  it('says how long', () => {
    expect(formatDuration(102 * 60_000)).toBe('1 hour 42 minutes')
    expect(formatDuration(60_000)).toBe('1 minute')
    expect(formatDuration(30_000)).toBe('under a minute')
    expect(formatDuration(51 * 3_600_000)).toBe('2 days 3 hours')
    expect(formatDurationShort(84 * 60_000)).toBe('1 h 24 min')
  })
})
