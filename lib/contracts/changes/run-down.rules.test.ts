import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BeforeSwitch, runDown } from './run-down.rules.ts'

const asked = fc.record({
  kind: fc.constantFrom('up' as const, 'down' as const, 'supplier' as const, 'ended' as const),
  onHand: fc.bigInt({ min: 0n, max: 1_000_000n }),
  used: fc.bigInt({ min: 1n, max: 1_000_000n }),
  usageDays: fc.integer({ min: 1, max: 365 }),
  onOrder: fc.bigInt({ min: 0n, max: 100_000n }),
  packUnits: fc.bigInt({ min: 1n, max: 100_000n }),
  daysUntil: fc.integer({ min: 1, max: 200 }),
})

test('what is advised lasts until the day, and one pack less would not', () => {
  fc.assert(
    fc.property(asked, (before) => {
      const { onHand, onOrder, used, usageDays, packUnits, daysUntil } = before
      const lasts = (packs: bigint) =>
        (onHand + onOrder + packs * packUnits) * BigInt(usageDays) >= used * BigInt(daysUntil)
      const advice = runDown(before)
      if (advice.do === 'buy' || advice.do === 'stretch') {
        expect(lasts(BigInt(advice.packs))).toBe(true)
        expect(lasts(BigInt(advice.packs) - 1n)).toBe(false)
      } else expect(lasts(0n)).toBe(true)
    }),
  )
})

const BEFORE: BeforeSwitch = {
  ...{ kind: 'down', onHand: 100_000n, used: 300_000n, usageDays: 30, onOrder: 0n, packUnits: 10_000n, daysUntil: 20 },
}

test('ten days of stock, twenty until the price falls: ten packs, and no more', () => {
  expect(runDown(BEFORE)).toEqual({ do: 'buy', packs: 10 })
  expect(runDown({ ...BEFORE, kind: 'up' })).toEqual({ do: 'stretch', packs: 10 })
  expect(runDown({ ...BEFORE, onOrder: 150_000n })).toEqual({ do: 'enough', daysLeft: 5 })
})

test('nothing is advised without use, after the day, or where nothing held before', () => {
  expect(runDown({ ...BEFORE, used: 0n })).toEqual({ do: 'none' })
  expect(runDown({ ...BEFORE, used: -5n })).toEqual({ do: 'none' })
  expect(runDown({ ...BEFORE, daysUntil: 0 })).toEqual({ do: 'none' })
  expect(runDown({ ...BEFORE, kind: 'new' })).toEqual({ do: 'none' })
})
