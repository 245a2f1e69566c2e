import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, inRange, localDate } from '#lib/values/dates.ts'
import { type FiledDays, planEnd, planFiling, sourceWords, standingMark } from './on-file.rules.ts'

const TODAY = localDate('2026-11-23')
const day = (n: number) => addDays(TODAY, n)

/** Prices that stand, one after the other: gaps and lengths in days, the first may have begun long ago. */
const standing = fc
  .tuple(
    fc.integer({ min: -60, max: 20 }),
    fc.array(fc.tuple(fc.nat(10), fc.integer({ min: 0, max: 20 })), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([start, parts, open]) => {
    let at = start
    const days: FiledDays[] = parts.map(([gap, length], index) => {
      const from = at + gap
      at = from + length + 1
      return { id: `p${index}`, from: day(from), to: day(from + length) }
    })
    const last = days.at(-1)
    if (open && last) days[days.length - 1] = { ...last, to: null }
    return days.filter((one) => one.to === null || one.to >= TODAY)
  })

/** Which price holds on a day. */
const holder = (prices: readonly FiledDays[], n: number) =>
  prices.find((one) => inRange(day(n), one.from, one.to))?.id ?? null

function withNew(prices: readonly FiledDays[], typed: { from: number; to?: number }): FiledDays[] {
  const plan = planFiling(
    prices,
    { from: day(typed.from), to: typed.to === undefined ? undefined : day(typed.to), sourceOn: TODAY },
    TODAY,
  )
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusal))
  const { ends, withdraws, from, to } = plan.value
  const kept = prices
    .filter((one) => !withdraws.includes(one.id))
    .map((one) => ({ ...one, to: ends.find((end) => end.id === one.id)?.to ?? one.to }))
  return [...kept, { id: 'new', from, to }]
}

describe('a price that is put on file', () => {
  const open: FiledDays[] = [{ id: 'old', from: day(-100), to: null }]

  test('ends what stood the day before, and holds until what is to come', () => {
    expect(withNew(open, { from: 7 })).toEqual([
      { id: 'old', from: day(-100), to: day(6) },
      { id: 'new', from: day(7), to: null },
    ])
    const coming: FiledDays = { id: 'coming', from: day(30), to: null }
    expect(withNew([{ id: 'old', from: day(-1), to: day(29) }, coming], { from: 0, to: 60 })).toEqual([
      { id: 'old', from: day(-1), to: day(-1) },
      coming,
      { id: 'new', from: TODAY, to: day(29) },
    ])
  })

  test('takes the place of one that begins on the same day', () => {
    expect(withNew([{ id: 'slip', from: TODAY, to: null }], { from: 0 })).toEqual([
      { id: 'new', from: TODAY, to: null },
    ])
  })

  test('the past is never written again, nothing overlaps, the new one holds from its day to the next', () => {
    fc.assert(
      fc.property(standing, fc.nat(60), fc.option(fc.nat(60), { nil: undefined }), (prices, from, length) => {
        const then = withNew(prices, { from, ...(length === undefined ? {} : { to: from + length }) })
        for (let n = -70; n < from; n += 1) expect(holder(then, n)).toBe(holder(prices, n))
        expect(holder(then, from)).toBe('new')
        for (const one of then) if (one.to !== null) expect(daysBetween(one.from, one.to)).toBeGreaterThanOrEqual(0)
        for (let n = -70; n < 160; n += 1) {
          expect(then.filter((one) => inRange(day(n), one.from, one.to)).length).toBeLessThanOrEqual(1)
        }
        const next = prices.find((one) => one.from > day(from))
        if (next) expect(then).toContainEqual(next)
      }),
    )
  })

  test.each([
    ['from', { from: day(-1), sourceOn: TODAY }],
    ['to', { from: day(5), to: day(4), sourceOn: TODAY }],
    ['sourceOn', { from: TODAY, sourceOn: day(1) }],
  ])('a %s that cannot be is refused in its field', (field, typed) => {
    expect(planFiling(open, typed, TODAY)).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field }] } })
  })
})

describe('the end of a price', () => {
  test.each([
    ['ends on a day', { from: day(-9), to: null }, 3, { value: { to: day(3) } }],
    ['ended yesterday', { from: day(-9), to: null }, -1, { value: { to: day(-1) } }],
    ['is taken off before it begins', { from: day(9), to: null }, 8, { value: { withdrawn: true } }],
    ['typed today by mistake, is taken off', { from: TODAY, to: null }, -1, { value: { withdrawn: true } }],
    ['not before yesterday', { from: day(-9), to: null }, -2, { refusal: { code: 'INVALID' } }],
    ['not later than it ends', { from: day(-9), to: day(3) }, 3, { refusal: { code: 'INVALID' } }],
    ['not twice', { from: day(-9), to: day(-3) }, -1, { refusal: { code: 'INVALID' } }],
  ])('%s', (_, days, last, expected) => {
    expect(planEnd({ id: 'p', ...days }, day(last), TODAY)).toMatchObject(expected)
  })
})

test('the source is kept in words, with its day', () => {
  const sourceOn = localDate('2026-11-03')
  expect(sourceWords({ source: 'quotation', reference: 'Q-4471', sourceOn })).toBe(
    'Quotation Q-4471 of 3 November 2026',
  )
  expect(sourceWords({ source: 'price_list', reference: '', sourceOn })).toBe('Price list of 3 November 2026')
})

test('the mark of what stands changes with every end', () => {
  const one: FiledDays = { id: 'a', from: TODAY, to: null }
  expect(standingMark([])).toBe('')
  expect(standingMark([one])).not.toBe(standingMark([{ ...one, to: day(9) }]))
})
