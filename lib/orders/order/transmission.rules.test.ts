import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '#lib/values/dates.ts'
import { domainOf, type HoldFacts, holdsOf, messageIdOf, shownStatus } from './transmission.rules.ts'
import { CHANNELS, TRANSMISSION_KINDS, TRANSMISSION_STATUSES } from './transmission.status.ts'

const TODAY = localDate('2026-11-23')
const vmp = fc.constantFrom('100001', '100002', '100003')
const line = fc.record({ vmpId: vmp, productName: fc.string({ minLength: 1 }), unlicensed: fc.boolean() })
const approvals = fc
  .array(fc.tuple(vmp, fc.integer({ min: -30, max: 30 })))
  .map((all) => new Map(all.map(([id, days]) => [id, { number: 'UL-26-0001', reviewOn: addDays(TODAY, days) }])))
const facts: fc.Arbitrary<HoldFacts> = fc.record({
  kind: fc.constantFrom('standard' as const, 'cd' as const, 'unlicensed' as const),
  lines: fc.array(line, { maxLength: 6 }),
  requisitionSigned: fc.boolean(),
  approvals,
  account: fc.option(
    fc.record({
      channel: fc.constantFrom(...CHANNELS),
      email: fc.constantFrom(null, '', '  ', 'orders@supplier.example'),
    }),
    { nil: null },
  ),
})

describe('holds', () => {
  test('each hold stands for exactly what is missing', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const holds = holdsOf(of, TODAY)
        const has = (code: string) => holds.some((hold) => hold.code === code)
        expect(has('REQUISITION')).toBe(of.kind === 'cd' && !of.requisitionSigned)
        const counts = (id: string) => (of.approvals.get(id)?.reviewOn ?? ('' as LocalDate)) >= TODAY
        expect(has('UNLICENSED')).toBe(of.lines.some((one) => one.unlicensed && !counts(one.vmpId)))
        const unreachable = of.account === null || (of.account.channel === 'email' && !of.account.email?.trim())
        expect(has('NO_WAY_TO_SEND')).toBe(unreachable)
        expect(new Set(holds.map((hold) => hold.code)).size).toBe(holds.length)
      }),
    )
  })

  test('an approval counts up to and on its review day; a medicine is named once', () => {
    const lines = [1, 2].map(() => ({ vmpId: '100001', productName: 'Melatonin', unlicensed: true }))
    const of = (reviewOn: LocalDate): HoldFacts => ({
      kind: 'unlicensed',
      lines,
      requisitionSigned: false,
      approvals: new Map([['100001', { number: 'UL-26-0001', reviewOn }]]),
      account: { channel: 'phone', email: null },
    })
    expect(holdsOf(of(TODAY), TODAY)).toEqual([])
    const medicines = [{ vmpId: '100001', name: 'Melatonin' }]
    expect(holdsOf(of(addDays(TODAY, -1)), TODAY)).toEqual([{ code: 'UNLICENSED', medicines }])
  })
})

test('a message’s id follows from what it is about, and two messages never share one', () => {
  const id = fc.uuid()
  const message = fc.record({
    number: fc.constantFrom('RZZ-PH-26-000123-7', 'RZY-PH-26-000123-4'),
    version: fc.integer({ min: 1, max: 9 }),
    kind: fc.constantFrom(...TRANSMISSION_KINDS),
    orderId: fc.constant('01a00000-0000-7000-8000-000000000001'),
    subjectId: id,
    domain: fc.constant('trust.example'),
  })
  fc.assert(
    fc.property(message, message, (a, b) => {
      const same = a.number === b.number && a.version === b.version && a.kind === b.kind && a.subjectId === b.subjectId
      fc.pre(a.subjectId.slice(-12) !== b.subjectId.slice(-12) || same)
      expect(messageIdOf(a) === messageIdOf(b)).toBe(same)
      expect(messageIdOf(a)).toMatch(/^<[\w.-]+@trust\.example>$/)
    }),
  )
  const order = { number: 'RZZ-PH-26-000123-7', version: 1, kind: 'order' as const, domain: 'trust.example' }
  expect(messageIdOf({ ...order, orderId: 'x', subjectId: 'x' })).toBe('<RZZ-PH-26-000123-7.v1.order@trust.example>')
})

test.each([
  ['orders@Trust.example', 'trust.example'],
  ['Pharmacy <orders@nhs.example>', 'nhs.example'],
  ['nobody', 'localhost'],
])('the domain of %s', (sender, domain) => expect(domainOf(sender)).toBe(domain))

test('only a sending whose lease is over after the data went shows as needing a check', () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const time = fc.option(fc.constantFrom(new Date(now.getTime() - 1), now, new Date(now.getTime() + 1)), { nil: null })
  fc.assert(
    fc.property(fc.constantFrom(...TRANSMISSION_STATUSES), time, time, (status, leaseUntil, handedAt) => {
      const shown = shownStatus({ status, channel: 'email', leaseUntil, handedAt }, now)
      const silent = status === 'sending' && leaseUntil !== null && leaseUntil <= now && handedAt !== null
      expect(shown).toBe(silent ? 'needs_checking' : status)
    }),
  )
})
