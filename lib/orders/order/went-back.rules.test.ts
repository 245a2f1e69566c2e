import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { backDetail, backWords, packsBack, valueOfPacks } from './went-back.rules.ts'

const on = localDate('2026-11-23')

test('says how many went which way, and of the newest when and why', () => {
  const back = [
    { packs: 29, outcome: 'return' as const, on, reason: 'Too warm' },
    { packs: 1, outcome: 'destroy' as const, on, reason: 'Broken' },
  ]
  expect(backWords(back)).toBe('29 packs sent back, 1 pack destroyed')
  expect(backDetail(back)).toBe('23 November 2026: Broken')
  expect(backWords([])).toBe('')
})

test('the value of packs never exceeds the line, and what is kept and what left make up what came', () => {
  const some = fc.record({ net: fc.nat(1e9), ordered: fc.integer({ min: 1, max: 10_000 }), packs: fc.nat(20_000) })
  fc.assert(
    fc.property(some, ({ net, ordered, packs }) => {
      const value = valueOfPacks({ net, ordered }, packs)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(net)
      if (packs >= ordered) expect(value).toBe(net)
      expect(packsBack([{ packs }, { packs: 1 }])).toBe(packs + 1)
    }),
  )
  expect(valueOfPacks({ net: null, ordered: 5 }, 5)).toBe(0)
})
