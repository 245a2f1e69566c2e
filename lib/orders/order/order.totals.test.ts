import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pence, pence, price, sumPence, vatOn } from '#lib/values/money.ts'
import { lineAmounts, orderTotals, totalsOf } from './order.totals.ts'

const line = fc.record({
  price: fc.nat({ max: 50_000_000 }).map(price),
  packs: fc.integer({ min: 1, max: 100_000 }),
  vatRate: fc.constantFrom(0, 500, 2000),
})
const terms = fc.record({
  minimumOrder: fc.nat({ max: 1_000_000 }).map(pence),
  carriage: fc.nat({ max: 10_000 }).map(pence),
})

test('an order worked out by hand: £11.00 × 20 + £24.90 × 120, carriage below the minimum', () => {
  const lines = [
    { price: price(110_000), packs: 20, vatRate: 2000 },
    { price: price(249_000), packs: 120, vatRate: 2000 },
  ]
  const none = { minimumOrder: pence(0), carriage: pence(1200) }
  expect(orderTotals(lines, none, 2000)).toEqual({
    lines: 2,
    net: 320_800,
    carriage: 0,
    vat: 64_160,
    gross: 384_960,
    belowMinimum: 0,
  })
  const some = { minimumOrder: pence(15_000), carriage: pence(1200) }
  expect(orderTotals([{ price: price(112_500), packs: 10, vatRate: 2000 }], some, 2000)).toEqual({
    lines: 1,
    net: 11_250,
    carriage: 1200,
    vat: 2490,
    gross: 14_940,
    belowMinimum: 3750,
  })
})

test('VAT is rounded on each line before it is added up', () => {
  const lines = Array.from({ length: 3 }, () => ({ price: price(3), packs: 1, vatRate: 2000 }))
  expect(orderTotals(lines, { minimumOrder: pence(0), carriage: pence(0) }, 2000)).toMatchObject({ net: 0, vat: 0 })
  const odd = Array.from({ length: 3 }, () => ({ price: price(1300), packs: 1, vatRate: 2000 }))
  expect(orderTotals(odd, { minimumOrder: pence(0), carriage: pence(0) }, 2000)).toMatchObject({ net: 39, vat: 9 })
})

test('the whole is the sum of its parts', () => {
  fc.assert(
    fc.property(fc.array(line), terms, (lines, agreed) => {
      const totals = orderTotals(lines, agreed, 2000)
      const amounts = lines.map(lineAmounts)
      expect(totals.lines).toBe(lines.length)
      expect(totals.net).toBe(sumPence(amounts.map((one) => one.net)))
      expect(totals.vat).toBe(sumPence([...amounts.map((one) => one.vat), vatOn(totals.carriage, 2000)]))
      expect(totals.gross).toBe(totals.net + totals.carriage + totals.vat)
    }),
  )
})

test('however lines are dealt out, their sums give the same totals', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.boolean())), terms, (dealt, agreed) => {
      const free = { minimumOrder: pence(0), carriage: pence(0) }
      const side = (left: boolean) =>
        orderTotals(
          dealt.filter(([, is]) => is === left).map(([one]) => one),
          free,
          2000,
        )
      const [left, right] = [side(true), side(false)]
      const sums = {
        lines: left.lines + right.lines,
        net: sumPence([left.net, right.net]),
        vat: sumPence([left.vat, right.vat]),
      }
      expect(totalsOf(sums, agreed, 2000)).toEqual(
        orderTotals(
          dealt.map(([one]) => one),
          agreed,
          2000,
        ),
      )
    }),
  )
})

test('carriage is charged below the minimum and only there; nothing ordered costs nothing', () => {
  fc.assert(
    fc.property(fc.array(line), terms, (lines, agreed) => {
      const totals = orderTotals(lines, agreed, 2000)
      const short = lines.length > 0 && totals.net < agreed.minimumOrder
      expect(totals.carriage).toBe(short ? agreed.carriage : 0)
      expect(totals.belowMinimum).toBe(short ? ((agreed.minimumOrder - totals.net) as Pence) : 0)
      if (lines.length === 0) expect(totals.gross).toBe(0)
    }),
  )
})
