import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import {
  ANSWER_CODES,
  type LineFacts,
  lineProgress,
  orderProgress,
  outstandingPacks,
  promisedPacks,
  toComePacks,
} from './order.progress.ts'

const today = localDate('2026-11-23')

const facts: fc.Arbitrary<LineFacts> = fc
  .record({
    packs: fc.integer({ min: 1, max: 500 }),
    over: fc.integer({ min: 0, max: 20 }),
    split: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    late: fc.option(fc.integer({ min: -30, max: 90 }), { nil: null }),
    code: fc.option(fc.constantFrom(...ANSWER_CODES), { nil: null }),
    answered: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ packs, over, split, late, code, answered }) => {
    const received = Math.floor((packs + over) * split[0])
    const closed = Math.min(packs, Math.floor((packs + over - received) * split[1]))
    const dueOn = late === null ? null : addDays(today, -late)
    return { packs, received, closed, over, dueOn, answer: code && { code, packs: answered, expectedOn: null } }
  })

describe('the progress of a line', () => {
  test('outstanding is never negative, and what came, will come and will not come makes up the order', () => {
    fc.assert(
      fc.property(facts, (line) => {
        const outstanding = outstandingPacks(line)
        expect(outstanding).toBeGreaterThanOrEqual(0)
        expect(line.received + line.closed + outstanding).toBe(line.packs + line.over)
      }),
    )
  })

  test('is complete or closed exactly when nothing is outstanding, and never late then', () => {
    fc.assert(
      fc.property(facts, (line) => {
        const { state, outstanding, daysLate } = lineProgress(line, today)
        expect(state === 'complete' || state === 'closed').toBe(outstanding === 0)
        if (outstanding === 0) expect(daysLate).toBe(0)
      }),
    )
  })

  test('nothing is expected beyond what may come and what was promised; what is promised away is never late', () => {
    fc.assert(
      fc.property(facts, (line) => {
        const promised = promisedPacks(line.answer)
        const coming = toComePacks(line, promised)
        expect(coming).toBeGreaterThanOrEqual(0)
        expect(coming).toBeLessThanOrEqual(outstandingPacks(line))
        if (promised === null) expect(coming).toBe(outstandingPacks(line))
        else expect(line.received + coming).toBeLessThanOrEqual(Math.max(promised, line.received))
        if (promised === 0) expect(lineProgress(line, today).daysLate).toBe(0)
      }),
    )
    const closed = { packs: 10, received: 0, closed: 4, over: 0 }
    expect(toComePacks(closed, promisedPacks({ code: 'CHANGED_QUANTITY', packs: 6 }))).toBe(6)
  })

  test('goods may come before the acknowledgement', () => {
    const line = { packs: 10, received: 4, closed: 0, over: 0, dueOn: null, answer: null }
    expect(lineProgress(line, today).state).toBe('part_received')
  })

  test('another pack that is offered acknowledges nothing of the pack that was ordered', () => {
    fc.assert(
      fc.property(facts, (line) => {
        const answer = { code: 'SUBSTITUTE_OFFERED' as const, packs: 16, expectedOn: today }
        expect(lineProgress({ ...line, answer }, today).acknowledged).toBe(0)
      }),
    )
    const answer = { code: 'SUBSTITUTE_OFFERED' as const, packs: 16, expectedOn: today }
    const offered = { packs: 20, received: 0, closed: 0, over: 0, dueOn: null, answer }
    expect(lineProgress(offered, today)).toEqual({ state: 'other_pack', outstanding: 20, acknowledged: 0, daysLate: 0 })
  })
})

describe('the progress of an order', () => {
  test('says Received only when every live line is complete', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 8 }), (lines) => {
        const progress = orderProgress('sent', lines, today)
        if (progress.headline === 'Received') expect(progress.outstandingPacks).toBe(0)
        expect(progress.complete).toBeLessThanOrEqual(progress.lines)
        expect(progress.answered).toBeLessThanOrEqual(progress.lines)
      }),
    )
  })

  test('shows no headline of its lines before it is sent', () => {
    expect(orderProgress('approved', [], today).headline).toBeNull()
  })
})
