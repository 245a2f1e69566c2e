import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '#lib/values/dates.ts'
import { bookIn, type ReceivableLine, type ReceivingTerms } from './receive.rules.ts'
import type { ReceivedEntry } from './receive.schema.ts'
import { VARIANCES } from './variance.rules.ts'

const TODAY = localDate('2026-11-23')
const TERMS: ReceivingTerms = { today: TODAY, fridge: { from: 20, to: 80 }, shelfLifeDays: 180 }
const PLACE = { supplierId: 's', storeId: 't' }

const line = (more: Partial<ReceivableLine> = {}): ReceivableLine => ({
  id: 'a',
  orderNumber: 'RZZ-PH-26-000001-1',
  orderStatus: 'sent',
  withSupplier: true,
  proposed: false,
  raisers: ['raiser'],
  supplierId: 's',
  storeId: 't',
  product: 'Meropenem',
  packs: 10,
  received: 0,
  closed: 0,
  over: 0,
  batchRequired: true,
  fridge: false,
  controlled: false,
  ...more,
})

const entry = (more: Partial<ReceivedEntry> = {}): ReceivedEntry => ({
  lineId: 'a',
  batch: 'B1',
  expiry: '2028-01-31' as LocalDate,
  accepted: 10,
  rejected: 0,
  variance: null,
  fridgeTenths: null,
  quarantined: false,
  scanned: '',
  note: '',
  ...more,
})

const decide = (lines: ReceivableLine[], entries: ReceivedEntry[], receiver = 'receiver') =>
  bookIn(receiver, PLACE, new Map(lines.map((one) => [one.id, one])), entries, TERMS)

const fields = (answer: ReturnType<typeof decide>) =>
  !answer.ok && answer.refusal.code === 'INVALID' ? answer.refusal.errors.map((error) => error.field) : []

describe('what is wrong with a batch', () => {
  test.each([
    ['nothing came', entry({ accepted: 0 }), ['entries[0].accepted']],
    ['no batch and no expiry', entry({ batch: '', expiry: null }), ['entries[0].batch', 'entries[0].expiry']],
    ['sent back without a reason', entry({ accepted: 4, rejected: 6 }), ['entries[0].variance']],
    ['expired', entry({ expiry: addDays(TODAY, -1) }), ['entries[0].expiry']],
    ['short-dated and not said', entry({ expiry: addDays(TODAY, 179) }), ['entries[0].variance']],
    ['far more than ordered and not said', entry({ accepted: 480 }), ['entries[0].variance']],
    ['a wrong item kept', entry({ variance: 'WRONG_ITEM' }), ['entries[0].accepted']],
    ['a wrong pack kept', entry({ variance: 'WRONG_PACK' }), ['entries[0].accepted']],
  ])('%s', (_, one, expected) => expect(fields(decide([line()], [one]))).toEqual(expected))

  test('a fridge line needs its temperature; outside the range it must be said', () => {
    const cold = line({ fridge: true })
    expect(fields(decide([cold], [entry()]))).toEqual(['entries[0].fridgeTenths'])
    expect(fields(decide([cold], [entry({ fridgeTenths: 81 })]))).toEqual(['entries[0].variance'])
    expect(fields(decide([cold], [entry({ fridgeTenths: 19 })]))).toEqual(['entries[0].variance'])
    for (const tenths of [20, 80]) expect(decide([cold], [entry({ fridgeTenths: tenths })]).ok).toBe(true)
  })

  test('nothing is asked of what goes back but why', () => {
    const back = entry({
      accepted: 0,
      rejected: 10,
      batch: '',
      expiry: null,
      variance: 'WRONG_PACK',
    })
    expect(decide([line({ fridge: true })], [back])).toMatchObject({ ok: true, value: [{ over: 0 }] })
    expect(
      decide([line()], [entry({ accepted: 0, rejected: 10, expiry: addDays(TODAY, -9), variance: 'DAMAGED' })]).ok,
    ).toBe(true)
  })

  test('short-dated stock may be kept when it is said, and a trust may ask for no batch', () => {
    expect(decide([line()], [entry({ expiry: addDays(TODAY, 10), variance: 'SHORT_DATED' })]).ok).toBe(true)
    expect(decide([line()], [entry({ expiry: addDays(TODAY, 180) })]).ok).toBe(true)
    expect(decide([line({ batchRequired: false })], [entry({ batch: '', expiry: null })]).ok).toBe(true)
  })

  test('too warm and recalled batches are kept apart', () => {
    const warm = decide([line({ fridge: true })], [entry({ fridgeTenths: 121, variance: 'COLD_CHAIN_BREACH' })])
    const recalled = decide([line()], [entry({ variance: 'RECALLED_BATCH' })])
    for (const answer of [warm, recalled]) expect(answer).toMatchObject({ ok: true, value: [{ quarantined: true }] })
  })
})

describe('who and where', () => {
  test('whoever raised or changed the order is refused, whatever else is wrong', () => {
    expect(decide([line()], [entry({ accepted: 0 })], 'raiser')).toMatchObject({ refusal: { code: 'RECEIVER_RAISED' } })
  })

  test('only lines of this supplier and store, only orders the supplier has', () => {
    expect(decide([line({ supplierId: 'x' })], [entry()])).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(decide([line({ storeId: 'x' })], [entry()])).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(decide([], [entry()])).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    for (const status of ['draft', 'awaiting_approval', 'returned', 'rejected', 'approved', 'cancelled']) {
      expect(decide([line({ orderStatus: status, withSupplier: false })], [entry()])).toMatchObject({
        refusal: { code: 'NOT_RECEIVABLE', status },
      })
    }
    expect(decide([line({ orderStatus: 'closed' })], [entry()]).ok).toBe(true)
    expect(decide([line({ orderStatus: 'awaiting_approval' })], [entry()]).ok).toBe(true)
  })

  test('a pack that is only proposed is kept apart', () => {
    expect(decide([line({ proposed: true })], [entry()])).toMatchObject({ ok: true, value: [{ quarantined: true }] })
  })
})

const anyLine = fc.record({
  packs: fc.integer({ min: 1, max: 500 }),
  received: fc.nat(400),
  closed: fc.nat(100),
  over: fc.nat(20),
  fridge: fc.boolean(),
  batchRequired: fc.boolean(),
  raisedByReceiver: fc.boolean(),
})
const anyEntry = fc.record({
  which: fc.nat(3),
  batch: fc.constantFrom('', 'A', 'B'),
  expiry: fc.option(fc.integer({ min: -30, max: 900 }).map((days) => addDays(TODAY, days))),
  accepted: fc.nat(300),
  rejected: fc.nat(20),
  variance: fc.option(fc.constantFrom(...VARIANCES)),
  fridgeTenths: fc.option(fc.integer({ min: -50, max: 300 })),
  quarantined: fc.boolean(),
})

/** A batch with nothing wrong in it. */
const goodEntry = fc.record({
  which: fc.nat(3),
  batch: fc.constantFrom('A', 'B'),
  expiry: fc.integer({ min: 180, max: 900 }).map((days) => addDays(TODAY, days)),
  accepted: fc.integer({ min: 1, max: 300 }),
  rejected: fc.nat(20),
  variance: fc.constantFrom('COLD_CHAIN_BREACH' as const, 'DAMAGED' as const),
  fridgeTenths: fc.constantFrom(20, 45, 80),
  quarantined: fc.boolean(),
})

describe('whatever comes', () => {
  test('a delivery with nothing wrong is booked in: what was counted is accepted or over, never more than was outstanding', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 4 }),
        fc.array(goodEntry, { minLength: 1, maxLength: 8 }),
        (plans, counts) => {
          const lines = plans.map(({ raisedByReceiver, ...plan }, index) => line({ ...plan, id: `l${index}` }))
          const entries = counts.map(({ which, ...count }) => entry({ ...count, lineId: `l${which % lines.length}` }))
          const answer = decide(lines, entries)
          if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
          const into = new Map<string, number>()
          answer.value.forEach((booked, index) => {
            expect([booked.accepted, booked.rejected]).toEqual([entries[index]?.accepted, entries[index]?.rejected])
            expect(booked.over).toBeGreaterThanOrEqual(0)
            expect(booked.over).toBeLessThanOrEqual(booked.accepted)
            expect(booked.quarantined).toBe(entries[index]?.quarantined)
            into.set(booked.lineId, (into.get(booked.lineId) ?? 0) + booked.accepted - booked.over)
          })
          for (const one of lines) {
            const outstanding = Math.max(0, one.packs + one.over - one.closed - one.received)
            const total = entries.filter((each) => each.lineId === one.id).reduce((sum, each) => sum + each.accepted, 0)
            expect(into.get(one.id) ?? 0).toBe(Math.min(total, outstanding))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('errors name entry and field; whoever raised any of the orders gets nothing else said; nothing wrong is booked', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 4 }),
        fc.array(anyEntry, { minLength: 1, maxLength: 8 }),
        (plans, counts) => {
          const lines = plans.map(({ raisedByReceiver, ...plan }, index) =>
            line({ ...plan, id: `l${index}`, raisers: raisedByReceiver ? ['x', 'receiver'] : ['x'] }),
          )
          const entries = counts.map(({ which, ...count }) => entry({ ...count, lineId: `l${which % lines.length}` }))
          const byId = new Map(lines.map((one) => [one.id, one]))
          const answer = decide(lines, entries)
          if (entries.some((one) => byId.get(one.lineId)?.raisers.includes('receiver'))) {
            expect(answer).toMatchObject({ ok: false, refusal: { code: 'RECEIVER_RAISED' } })
          } else if (!answer.ok) {
            if (answer.refusal.code !== 'INVALID') throw new Error(answer.refusal.code)
            for (const { field, message } of answer.refusal.errors) {
              const match = /^entries\[(\d+)\]\.(accepted|batch|expiry|variance|fridgeTenths)$/.exec(field)
              expect(Number(match?.[1])).toBeLessThan(entries.length)
              expect(message).toMatch(/^Meropenem: /)
            }
          } else {
            for (const booked of answer.value) {
              if (booked.accepted > 0) expect(booked.expiry === null || booked.expiry >= TODAY).toBe(true)
              if (booked.rejected > 0) expect(booked.variance).not.toBeNull()
              expect(booked.accepted + booked.rejected).toBeGreaterThan(0)
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

test('far more than ordered must be said; a little more is held without a word', () => {
  const some = fc.record({ packs: fc.integer({ min: 1, max: 500 }), over: fc.integer({ min: 0, max: 3000 }) })
  fc.assert(
    fc.property(some, ({ packs, over }) => {
      const came = (variance: ReceivedEntry['variance']) =>
        fields(decide([line({ packs })], [entry({ accepted: packs + over, variance })]))
      const far = over > 2 * packs && over > 5
      expect(came(null)).toEqual(far ? ['entries[0].variance'] : [])
      expect(came('OVER')).toEqual([])
    }),
  )
})
