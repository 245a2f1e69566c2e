import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEEP, stepOf, todoOf, totalsOf, unitsAYear, yearlyEffect } from './effect.rules.ts'
import { weigh } from './weigh.rules.ts'

const pack = fc.record({
  price: fc.integer({ min: 1, max: 90_000_000 }),
  units: fc.integer({ min: 1, max: 10_000_000 }),
})
const units = fc.bigInt({ min: 0n, max: 10_000_000_000n })

test('a year at the same price per unit costs the same; dearer costs more, and there and back is nothing', () => {
  fc.assert(
    fc.property(pack, pack, units, (a, b, used) => {
      expect(yearlyEffect(a, a, used)).toBe(0)
      expect(yearlyEffect(a, { price: a.price * 3, units: a.units * 3 }, used)).toBe(0)
      const there = yearlyEffect(a, b, used)
      expect(there + yearlyEffect(b, a, used)).toBe(0)
      if (stepOf(a, b) > 0) expect(there).toBeGreaterThanOrEqual(0)
      if (stepOf(a, b) < 0) expect(there).toBeLessThanOrEqual(0)
    }),
  )
})

test('4,200 packs of ten vials a year, £24.00 then £21.60, save £10,080.00', () => {
  const effect = yearlyEffect({ price: 240_000, units: 10_000 }, { price: 216_000, units: 10_000 }, 42_000_000n)
  expect(effect).toBe(-1_008_000)
})

test('what is used is shared among packs as they were bought, and never more than was used', () => {
  const bought = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.bigInt({ min: 0n, max: 1_000_000n }))
  fc.assert(
    fc.property(bought, units, (packs, issued) => {
      const of = { units: new Map(Object.entries(packs)), cost: 0n, confidential: false }
      const each = ['a', 'b', 'c'].map((amppId) => unitsAYear({ amppId, alone: amppId === 'a', issued, bought: of }))
      const sum = each.reduce((all, one) => all + one, 0n)
      const all = [...of.units.values()].reduce((total, one) => total + one, 0n)
      expect(each.every((one) => one >= 0n)).toBe(true)
      expect(sum <= (issued === 0n ? all : issued)).toBe(true)
      if (all === 0n) expect(sum).toBe(issued)
    }),
  )
})

test('returns that outweigh issues count as no use', () => {
  const bought = { units: new Map([['a', 50n]]), cost: 0n, confidential: false }
  expect(unitsAYear({ amppId: 'a', alone: true, issued: -10n, bought })).toBe(50n)
})

test('a step over a quarter asks for a second look, and one of just a quarter does not', () => {
  const old = { price: 10_000, units: 1000 }
  const at = (price: number) => todoOf({ kind: 'up', old, next: { price, units: 1000 } })
  expect(at(10_000 + STEEP)).toBe('none')
  expect(at(10_001 + STEEP)).toBe('steep')
  expect(todoOf({ kind: 'supplier', old, next: old })).toBe('supplier')
  expect(todoOf({ kind: 'ended', old, next: null })).toBe('alone')
  expect(todoOf({ kind: 'ended', old, next: old })).toBe('ended')
})

test('lines are weighed once for each old pack; what stands behind another, or is not bought, weighs nothing', () => {
  const old = (amppId: string, price: number) => ({ amppId, price, units: 1000, confidential: false })
  const next = (price: number) => ({ price, units: 1000, confidential: false })
  const bought = new Map([['V', { units: new Map([['a', 100_000n]]), cost: 0n, confidential: false }]])
  const lines = weigh(
    [
      { n: 1, kind: 'down', vmpId: 'V', old: old('a', 20_000), next: next(10_000) },
      { n: 2, kind: 'new', vmpId: 'V', old: old('a', 10_000), next: next(15_000) },
      { n: 3, kind: 'up', vmpId: 'V', old: old('b', 20_000), next: next(25_000) },
      { n: 4, kind: 'up', vmpId: 'W', old: old('w', 20_000), next: next(25_000) },
    ],
    { issued: new Map(), bought },
  )
  expect(lines.map((one) => [one.n, one.part, one.effect])).toEqual([
    [1, 'act', -10_000],
    [2, 'unused', null],
    [3, 'unused', null],
    [4, 'unused', null],
  ])
  expect(totalsOf(lines)).toMatchObject({ lines: 1, unused: 3, falls: 1, fallSum: -10_000, rises: 0, sum: -10_000 })
})

test('where nothing held until then, the new price is held against what was paid', () => {
  const bought = new Map([['V', { units: new Map([['x', 10_000n]]), cost: 300_000n, confidential: false }]])
  const [line] = weigh(
    [{ n: 1, kind: 'new', vmpId: 'V', old: null, next: { price: 20_000, units: 1000, confidential: false } }],
    {
      ...{ issued: new Map(), bought },
    },
  )
  expect(line).toMatchObject({ part: 'rest', effect: -1000, units: 10_000n })
})
