import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import {
  type HistoryStep,
  historyHeadline,
  monthsBetween,
  type PriceHistory,
  roundScale,
} from './price-history.rules.ts'

const TODAY = localDate('2026-11-23')

function step(from: string, to: string, each: number | null, id: string | null = from): HistoryStep {
  const contract =
    id === null
      ? null
      : { id, name: 'CM/PHG/99/0001', holder: 'Northgate', packText: '10 vials', confidentiality: 'framework' as const }
  return {
    ...{ from: localDate(from), to: localDate(to), contract },
    price: each === null ? null : price(each * 10),
    each: each === null ? null : price(each),
  }
}

function history(...steps: HistoryStep[]): PriceHistory {
  return { from: localDate('2024-11-01'), today: TODAY, to: localDate('2027-05-23'), unitName: 'vial', steps, paid: [] }
}

describe('the sentence above the price history', () => {
  test.each<[string, HistoryStep[]]>([
    ['£1.85 a vial on contract, unchanged since 1 November 2024', [step('2024-11-01', '2027-05-23', 18_500)]],
    [
      'The contract price has risen by 10% since 1 November 2024, to £2.20 a vial',
      [step('2024-11-01', '2026-05-31', 20_000), step('2026-06-01', '2027-05-23', 22_000)],
    ],
    [
      'The contract price has fallen by 10% since 1 November 2024, to £1.80 a vial',
      [step('2024-11-01', '2026-05-31', 20_000), step('2026-06-01', '2027-05-23', 18_000)],
    ],
    [
      '£1.85 a vial, and £1.92 from 1 April 2027',
      [step('2024-11-01', '2027-03-31', 18_500), step('2027-04-01', '2027-05-23', 19_200)],
    ],
    [
      '£1.85 a vial until 31 March 2027, then no contract',
      [step('2024-11-01', '2027-03-31', 18_500), step('2027-04-01', '2027-05-23', null, null)],
    ],
    ['No contract gives a price today', [step('2024-11-01', '2027-05-23', null, null)]],
    [
      'From 1 April 2027 a contract gives £1.92 a vial',
      [step('2024-11-01', '2027-03-31', null, null), step('2027-04-01', '2027-05-23', 19_200)],
    ],
    ['The contract price is not shown to your role', [step('2024-11-01', '2027-05-23', null, 'pas')]],
  ])('%s', (words, steps) => {
    expect(historyHeadline(history(...steps))).toBe(words)
  })
})

test('a scale has round marks, holds every value, and starts at nothing where the values are far apart', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50_000_000 }), { maxLength: 12 }), (values) => {
      const { from, to, step: each } = roundScale(values)
      for (const value of values) expect(value >= from && value <= to).toBe(true)
      expect(from % each).toBe(0)
      expect(to % each).toBe(0)
      expect(String(each)).toMatch(/^(1|2|5)0*$/)
      expect((to - from) / each).toBeLessThanOrEqual(7)
      if (values.length > 0 && Math.min(...values) < Math.max(...values) * 0.6) expect(from).toBe(0)
    }),
  )
})

test('months between two days are every month once, in order', () => {
  expect(monthsBetween(localDate('2026-11-30'), localDate('2027-02-01'))).toEqual([
    '2026-11-01',
    '2026-12-01',
    '2027-01-01',
    '2027-02-01',
  ])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), (days) => {
      const months = monthsBetween(TODAY, addDays(TODAY, days))
      expect(new Set(months).size).toBe(months.length)
      expect(months.at(-1)?.slice(0, 7)).toBe(addDays(TODAY, days).slice(0, 7))
    }),
  )
})
