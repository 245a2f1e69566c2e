import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actsFor, comingPacks, remainderOf } from '#lib/orders/order/answer-decision.rules.ts'
import { ANSWER_CODES, type AnswerCode, outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import {
  type AnswerableLine,
  type AnswerFacts,
  acceptAll,
  answeredAt,
  checkAnswers,
  mostOfOther,
  needsDecision,
  wantedPacks,
} from './answer.rules.ts'
import type { GivenAnswer } from './answer.schema.ts'

const TODAY = '2026-11-23' as LocalDate
const LINE: AnswerableLine = {
  ...{ id: 'line', lineNo: 1, amppId: 'a', vmpId: 'v', unitsMilli: 10_000, state: 'open', price: price(185_000) },
  ...{ packs: 120, received: 0, closed: 0, over: 0 },
}
const OTHER = { amppId: 'b', vmpId: 'v', unitsMilli: 6_000 }

const given = (code: AnswerCode, more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  ...{ lineId: 'line', code, packs: null, price: null, expectedOn: null, substituteAmppId: null, note: '' },
  ...more,
})

function facts(line: AnswerableLine, byHand = true): AnswerFacts {
  const offered = new Map([OTHER, { ...OTHER, amppId: 'c', vmpId: 'w' }].map((pack) => [pack.amppId, pack]))
  return { lines: new Map([[line.id, line]]), offered, answeredOn: TODAY, byHand }
}

/** What is said to an answer: the code it is kept under, or the field and the words it is refused with. */
function said(answer: GivenAnswer, line = LINE, byHand = true): string {
  const checked = checkAnswers([answer], facts(line, byHand))
  if (checked.ok) return `${checked.value[0]?.packs} ${checked.value[0]?.resolution}`
  if (checked.refusal.code !== 'INVALID') return checked.refusal.code
  return checked.refusal.errors.map((one) => `${one.field.replace('lines[0].', '')}: ${one.message}`).join(' | ')
}

describe('each answer is held against its line', () => {
  test.each<[GivenAnswer, string]>([
    [given('ACCEPTED'), '120 none_needed'],
    [given('ACCEPTED', { packs: 120, price: price(185_000) }), '120 none_needed'],
    [
      given('ACCEPTED', { packs: 119 }),
      'packs: Line 1: 120 packs were ordered: leave packs empty, or choose “Fewer or more packs”',
    ],
    [given('ACCEPTED', { price: price(1) }), 'price: Line 1: that is not the price as ordered: choose “Another price”'],
    [given('CHANGED_QUANTITY', { packs: 20 }), '20 open'],
    [given('CHANGED_QUANTITY'), 'packs: Line 1: enter the packs they will deliver'],
    [given('CHANGED_QUANTITY', { packs: 0 }), 'packs: Line 1: choose “Not available” if nothing will come'],
    [given('CHANGED_QUANTITY', { packs: 121 }), 'packs: Line 1: enter 120 packs or fewer: no more were ordered'],
    [
      given('CHANGED_QUANTITY', { packs: 120 }),
      'packs: Line 1: that is what was ordered: choose “Accepted”, or enter the packs they will deliver',
    ],
    [given('CHANGED_PRICE', { price: price(190_000) }), '120 open'],
    [given('CHANGED_PRICE', { price: price(180_000) }), '120 open'],
    [given('CHANGED_PRICE'), 'price: Line 1: enter the new price of a pack'],
    [given('CHANGED_PRICE', { price: price(0) }), 'price: Line 1: enter a price above £0.00'],
    [
      given('CHANGED_PRICE', { price: price(185_000) }),
      'price: Line 1: that is the price as ordered: choose “Accepted”, or enter the new price',
    ],
    [given('BACK_ORDER'), '120 open'],
    [given('BACK_ORDER', { expectedOn: addDays(TODAY, 90) }), '120 open'],
    [
      given('BACK_ORDER', { expectedOn: addDays(TODAY, -1) }),
      'expectedOn: Line 1: enter 23 November 2026 or later: that is when they answered',
    ],
    [given('BACK_ORDER', { expectedOn: addDays(TODAY, 800) }), 'expectedOn: Line 1: enter a day within two years'],
    [given('ON_ALLOCATION', { packs: 0 }), '0 open'],
    [given('ON_ALLOCATION', { packs: 120 }), '120 none_needed'],
    [given('NOT_AVAILABLE'), '0 open'],
    [
      given('NOT_AVAILABLE', { packs: 5 }),
      'packs: Line 1: leave packs empty, or choose “Fewer or more packs” if some will come',
    ],
    [given('SUBSTITUTE_OFFERED', { substituteAmppId: 'b', packs: 200, price: price(1) }), '200 open'],
    [
      given('SUBSTITUTE_OFFERED', { substituteAmppId: 'b', packs: 201, price: price(1) }),
      'packs: Line 1: enter 200 packs or fewer: that covers what was ordered',
    ],
    [
      given('SUBSTITUTE_OFFERED', { substituteAmppId: 'c', packs: 1, price: price(1) }),
      'substituteAmppId: Line 1: choose a pack of the same medicine',
    ],
    [
      given('SUBSTITUTE_OFFERED', {}),
      'substituteAmppId: Line 1: choose the pack they offer | packs: Line 1: enter how many of the pack offered they will deliver | price: Line 1: enter the price of the pack offered',
    ],
  ])('%j', (answer, words) => {
    expect(said(answer)).toBe(words)
  })

  test('a message may offer a pack that we do not know', () => {
    expect(said(given('SUBSTITUTE_OFFERED', { packs: 12 }), LINE, false)).toBe('12 open')
  })

  test('after goods came: no fewer than came, and what will not come is what did', () => {
    const part = { ...LINE, received: 30 }
    expect(said(given('CHANGED_QUANTITY', { packs: 20 }), part)).toBe(
      'packs: Line 1: 30 packs have come already: enter at least 30',
    )
    expect(said(given('NOT_AVAILABLE'), part)).toBe('30 open')
    expect(said(given('ACCEPTED'), { ...LINE, received: 120 })).toBe('120 none_needed')
    expect(said(given('BACK_ORDER'), { ...LINE, received: 120 })).toBe('120 none_needed')
  })

  test('closed lines, lines answered twice, nothing answered, another order’s line', () => {
    expect(said(given('ACCEPTED'), { ...LINE, state: 'superseded' })).toBe(
      'code: Line 1: is closed: there is nothing to answer any more',
    )
    const twice = checkAnswers([given('ACCEPTED'), given('NOT_AVAILABLE')], facts(LINE))
    expect(twice).toMatchObject({ refusal: { errors: [{ field: 'lines[1].code' }] } })
    const none = checkAnswers([{ ...given('ACCEPTED'), code: null }], facts(LINE))
    expect(none).toMatchObject({ refusal: { errors: [{ message: 'Choose an answer for at least one line' }] } })
    expect(said(given('ACCEPTED', { lineId: 'other' }))).toBe('NOT_FOUND')
  })

  test('everything accepted leaves out what is closed', () => {
    const lines = [LINE, { ...LINE, id: 'closed', state: 'short_closed' }]
    expect(acceptAll(lines).map((one) => one.lineId)).toEqual(['line'])
  })
})

describe('when they answered', () => {
  const now = new Date('2026-11-23T15:30:00Z')
  const sentAt = new Date('2026-11-20T16:05:00Z')
  test.each<[LocalDate | null, Date | null, string]>([
    [null, sentAt, '2026-11-23T15:30:00.000Z'],
    [TODAY, null, '2026-11-23T15:30:00.000Z'],
    ['2026-11-21' as LocalDate, sentAt, '2026-11-21T12:00:00.000Z'],
    ['2026-11-20' as LocalDate, sentAt, '2026-11-20T16:05:00.000Z'],
    ['2026-11-19' as LocalDate, sentAt, 'Enter 20 November 2026 or later: that is when the order was sent'],
    ['2026-11-24' as LocalDate, sentAt, 'Enter today or an earlier day: they cannot have answered later'],
  ])('%s, sent %s', (on, at, expected) => {
    const when = answeredAt(on, { now, sentAt: at })
    const words = when.ok
      ? when.value.at.toISOString()
      : when.refusal.code === 'INVALID' && when.refusal.errors[0]?.message
    expect(words).toBe(expected)
  })
})

/** A line in any state that its constraints allow. */
const anyLine = fc
  .record({
    packs: fc.integer({ min: 1, max: 1000 }),
    over: fc.integer({ min: 0, max: 20 }),
    unitsMilli: fc.integer({ min: 1, max: 500_000 }),
    price: fc.integer({ min: 1, max: 10_000_000 }).map(price),
    share: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ share: [came, gone], ...line }): AnswerableLine => {
    const received = Math.floor(came * (line.packs + line.over))
    const closed = Math.min(line.packs, Math.floor(gone * (line.packs + line.over - received)))
    return { ...LINE, ...line, received, closed }
  })

const anyAnswer = fc.record({
  code: fc.constantFrom(...ANSWER_CODES),
  packs: fc.option(fc.integer({ min: 0, max: 1200 })),
  price: fc.option(fc.integer({ min: 0, max: 10_000_000 }).map(price)),
  expectedOn: fc.option(fc.integer({ min: -10, max: 900 }).map((days) => addDays(TODAY, days))),
  substituteAmppId: fc.option(fc.constantFrom('a', 'b', 'c')),
  note: fc.constant(''),
  lineId: fc.constant('line'),
})

describe('whatever is typed', () => {
  test('what is kept always fits the line, and every refusal names its field', () => {
    fc.assert(
      fc.property(anyLine, anyAnswer, fc.boolean(), (line, answer, byHand) => {
        const checked = checkAnswers([answer], facts(line, byHand))
        if (!checked.ok) {
          if (checked.refusal.code !== 'INVALID') throw new Error(checked.refusal.code)
          for (const { field, message } of checked.refusal.errors) {
            expect(field).toMatch(/^lines\[0\]\.(code|packs|price|expectedOn|substituteAmppId)$/)
            expect(message).toMatch(/^Line 1: /)
          }
          return
        }
        const [kept] = checked.value
        if (!kept) throw new Error('An answer was lost')
        if (kept.code === 'SUBSTITUTE_OFFERED') {
          const known = kept.substituteAmppId === 'b'
          if (known) expect(kept.packs).toBeLessThanOrEqual(mostOfOther(line, OTHER))
          expect(kept.packs).toBeGreaterThan(0)
        } else {
          expect(kept.packs).toBeLessThanOrEqual(Math.max(wantedPacks(line), line.received))
          expect(kept.packs).toBeGreaterThanOrEqual(Math.min(line.received, wantedPacks(line)))
          expect(kept.substituteAmppId).toBeNull()
        }
        expect(kept.resolution).toBe(needsDecision(line, kept) ? 'open' : 'none_needed')
      }),
      { numRuns: 2000 },
    )
  })

  test('what needs a decision has acts, and none of them touches more than is still to come', () => {
    fc.assert(
      fc.property(anyLine, anyAnswer, (line, answer) => {
        const checked = checkAnswers([answer], facts(line, false))
        const kept = checked.ok ? checked.value[0] : undefined
        if (!kept || kept.resolution === 'none_needed') return
        const outstanding = outstandingPacks(line)
        expect(outstanding).toBeGreaterThan(0)
        expect(comingPacks(line, kept)).toBeLessThanOrEqual(outstanding)
        const { packs, how } = remainderOf(line, kept)
        expect(packs).toBeGreaterThan(0)
        expect(packs).toBeLessThanOrEqual(outstanding)
        const acts = actsFor(line, kept)
        expect(acts).toContain('short_close')
        expect(acts).toContain('elsewhere')
        expect(acts.includes('accept') && acts.includes('wait')).toBe(false)
        if (how === 'at_once') expect(packs).toBe(outstanding - comingPacks(line, kept))
      }),
      { numRuns: 2000 },
    )
  })
})
