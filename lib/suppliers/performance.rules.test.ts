import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { type LineKept, median, type OrderKept, performanceOf } from './performance.rules.ts'

const TODAY = localDate('2026-08-06')
const day = fc.integer({ min: -60, max: 20 }).map((days) => addDays(TODAY, days))
const line: fc.Arbitrary<LineKept> = fc.record({
  packs: fc.nat({ max: 5 }),
  dueOn: fc.option(day),
  byDue: fc.nat({ max: 6 }),
  asOrdered: fc.option(fc.boolean()),
})
const order: fc.Arbitrary<OrderKept> = fc.record({
  answerHours: fc.option(fc.nat({ max: 100 })),
  inTime: fc.option(fc.boolean()),
  sentOn: day,
  firstCameOn: fc.option(day),
  lines: fc.array(line, { maxLength: 4 }),
})

describe('how a supplier keeps its word', () => {
  test('no share is more than its whole, and what is not due yet is held against nobody', () => {
    fc.assert(
      fc.property(fc.array(order), (orders) => {
        const told = performanceOf(orders, TODAY)
        for (const { part, of } of [told.answered, told.onTimeInFull, told.asOrdered]) {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(of)
        }
        const toCome: OrderKept = {
          ...{ answerHours: null, inTime: null, sentOn: TODAY, firstCameOn: null },
          lines: [{ packs: 3, dueOn: TODAY, byDue: 0, asOrdered: null }],
        }
        expect(performanceOf([...orders, toCome], TODAY)).toEqual({ ...told, orders: told.orders + 1 })
      }),
    )
  })

  test('the order of orders does not matter', () => {
    fc.assert(
      fc.property(fc.array(order), (orders) => {
        expect(performanceOf(orders.toReversed(), TODAY)).toEqual(performanceOf(orders, TODAY))
      }),
    )
  })

  test('the median is one of the numbers, with at most half on either side', () => {
    expect(median([])).toBeNull()
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
        const middle = median(numbers) ?? Number.NaN
        expect(numbers).toContain(middle)
        expect(numbers.filter((one) => one < middle).length).toBeLessThanOrEqual(numbers.length / 2)
        expect(numbers.filter((one) => one > middle).length).toBeLessThanOrEqual(numbers.length / 2)
      }),
    )
  })

  test('a line counts as on time only in full', () => {
    const kept = (byDue: number): OrderKept => ({
      ...{ answerHours: 5, inTime: true, sentOn: addDays(TODAY, -9), firstCameOn: addDays(TODAY, -7) },
      lines: [{ packs: 4, dueOn: addDays(TODAY, -6), byDue, asOrdered: true }],
    })
    expect(performanceOf([kept(4), kept(3)], TODAY)).toEqual({
      ...{ orders: 2, answered: { part: 2, of: 2 }, answerHours: 5, leadDays: 2 },
      ...{ onTimeInFull: { part: 1, of: 2 }, asOrdered: { part: 2, of: 2 } },
    })
  })
})
