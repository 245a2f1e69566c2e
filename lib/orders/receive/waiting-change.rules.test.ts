import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { type ChangedLine, isMoot, lineForGoods, packsHeldByChange, takenBack } from './waiting-change.rules.ts'

const line = (id: string, more: Partial<ChangedLine> = {}): ChangedLine => ({
  ...{ id, amppId: 'five', unitsMilli: 5000, state: 'open', packs: 10, received: 0, closed: 0, over: 0, superseded: 0 },
  ...{ addedInVersion: 1, endedInVersion: null, replacesLineId: null },
  ...more,
})

/** An order of 10 fives of which `came` came before all the rest was handed on to another line. */
function changed(
  came: number,
  to: Partial<ChangedLine> = {},
): { old: ChangedLine; next: ChangedLine; both: ChangedLine[] } {
  const left = 10 - came
  const old = line('old', { state: 'superseded', received: came, closed: left, superseded: left, endedInVersion: 2 })
  const next = line('new', { packs: left, addedInVersion: 2, replacesLineId: 'old', ...to })
  return { old, next, both: [old, next] }
}

const WAITS = { version: 2, waits: true }
const AGREED = { version: 2, waits: false }

describe('which line goods belong to', () => {
  test('while the change waits, the one the supplier has', () => {
    const { old, next, both } = changed(3)
    expect(lineForGoods(WAITS, both, old)).toBe(old)
    expect(lineForGoods(WAITS, both, next)).toBe(old)
    expect(packsHeldByChange(WAITS, both, old)).toBe(7)
  })

  test('once it is agreed, the one in its place', () => {
    const { old, next, both } = changed(3)
    expect(lineForGoods(AGREED, both, old)).toBe(next)
    expect(packsHeldByChange(AGREED, both, old)).toBe(0)
  })

  test('another pack stands for itself, before and after', () => {
    const { old, next, both } = changed(3, { amppId: 'six', unitsMilli: 6000, packs: 6 })
    for (const order of [WAITS, AGREED]) {
      expect(lineForGoods(order, both, old)).toBe(old)
      expect(lineForGoods(order, both, next)).toBe(next)
    }
  })
})

test('what comes as ordered is taken out of the change, and the units of both never exceed what was ordered', () => {
  const script = fc.record({
    before: fc.integer({ min: 0, max: 9 }),
    other: fc.boolean(),
    instead: fc.integer({ min: 0, max: 4 }),
    came: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(script, ({ before, other, instead, came }) => {
      const sixes = Math.ceil(((10 - before) * 5) / 6)
      const received = Math.min(instead, sixes)
      const to = other ? { amppId: 'six', unitsMilli: 6000, packs: sixes, received } : {}
      const { old, next, both } = changed(before, to)
      const held = packsHeldByChange(WAITS, both, old)
      const accepted = Math.min(came, held)
      const back = takenBack(WAITS, both, old, new Map([['old', accepted]]))
      expect(back?.packs ?? 0).toBe(accepted)
      if (!back) return
      const rest = { ...next, closed: next.closed + back.successorPacks }
      const kept = {
        ...old,
        received: before + accepted,
        closed: old.closed - back.packs,
        superseded: old.superseded - back.packs,
      }
      expect(kept.received + kept.closed).toBeLessThanOrEqual(kept.packs)
      expect(kept.superseded).toBeGreaterThanOrEqual(0)
      expect(outstandingPacks(rest)).toBeLessThanOrEqual(outstandingPacks(next))
      const toCover = (held - accepted) * old.unitsMilli
      const covers = outstandingPacks(rest) * next.unitsMilli
      expect(covers).toBeLessThan(toCover + next.unitsMilli)
      expect(isMoot(WAITS, [kept, rest])).toBe(held === accepted && rest.received === 0)
    }),
  )
})
