import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { pence } from '#lib/values/money.ts'
import { type DecidedOrder, decidersOf, mayDecide } from './decide.rules.ts'
import { DEPUTY_KINDS, kindsNeeded } from './deputy-kinds.rules.ts'
import { APPROVER_ROLES, DEFAULT_SCHEME } from './scheme.schema.ts'
import { comesTo, holdsAt, mayDecideNow, type Present, type StandIn } from './stand-in.rules.ts'

const NOW = new Date('2026-11-24T10:00:00Z')
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000)
const NAMES = ['ann', 'ben', 'cleo', 'dev', 'eve'] as const

const standIn = (change: Partial<StandIn> = {}): StandIn => ({
  id: 'one',
  forPerson: 'chief',
  deputy: 'lead',
  away: true,
  from: hours(-1),
  until: hours(1),
  most: null,
  kinds: [...DEPUTY_KINDS],
  ...change,
})
const PEOPLE = [
  { personId: 'chief', roles: ['chief'] as Role[] },
  { personId: 'lead', roles: ['lead'] as Role[] },
  { personId: 'lead2', roles: ['lead'] as Role[] },
  { personId: 'director', roles: ['director'] as Role[] },
  { personId: 'pharmacist', roles: ['pharmacist'] as Role[] },
  { personId: 'technician', roles: ['technician'] as Role[] },
]
const order = (change: Partial<DecidedOrder> = {}): DecidedOrder => ({
  raisedBy: 'technician',
  submittedBy: 'technician',
  changers: [],
  dayTotal: pence(3_000_000),
  given: [],
  ...change,
})
const asked = { role: 'lead' as const, retrospective: false, reasons: [{ code: 'OVER_LIMIT' as const }] }
const decide = (who: string, standIns: StandIn[], change: Partial<DecidedOrder> = {}, people = PEOPLE) => {
  const actor = people.find((one) => one.personId === who) ?? { personId: who, roles: [] }
  return mayDecideNow(actor, { people, standIns, now: NOW }, order(change), asked, DEFAULT_SCHEME)
}

describe('deciding in another’s place', () => {
  it('goes as far as the person’s own power, and says in whose place', () => {
    expect(decide('lead', [])).toMatchObject({ refusal: { code: 'OVER_LIMIT' } })
    expect(decide('lead', [standIn()])).toMatchObject({
      ok: true,
      value: { as: 'chief', standIn: { forPerson: 'chief' } },
    })
    expect(decide('lead', [standIn()], { dayTotal: pence(10_000_001) })).toMatchObject({
      refusal: { code: 'OVER_LIMIT' },
    })
  })

  it.each([
    ['not yet', { from: hours(1), until: hours(2) }],
    ['no more', { from: hours(-2), until: NOW }],
    ['for somebody else', { deputy: 'lead2' }],
    ['nobody', { deputy: null }],
  ])('does not hold %s', (_words, change) => {
    expect(decide('lead', [standIn(change)])).toMatchObject({ refusal: { code: 'OVER_LIMIT', limit: 2_500_000 } })
  })

  it('begins with its first moment and ends before its last', () => {
    expect(holdsAt({ from: NOW, until: hours(1) }, NOW)).toBe(true)
    expect(holdsAt({ from: hours(-1), until: NOW }, NOW)).toBe(false)
  })

  it('keeps to the kinds and the amount that were handed over', () => {
    expect(decide('lead', [standIn({ kinds: ['contract'] })])).toMatchObject({ refusal: { code: 'NOT_HANDED_OVER' } })
    expect(decide('lead', [standIn({ most: pence(2_900_000) })])).toMatchObject({
      refusal: { code: 'OVER_LIMIT', limit: 2_900_000 },
    })
    expect(decide('lead', [standIn({ most: pence(3_000_000) })])).toMatchObject({ ok: true })
  })

  it('never decides the deputy’s own order, nor the person’s', () => {
    expect(decide('lead', [standIn()], { raisedBy: 'lead' })).toMatchObject({ refusal: { code: 'OWN_ORDER' } })
    expect(decide('lead', [standIn()], { changers: ['chief'] })).toMatchObject({
      refusal: { code: 'DEPUTY_OF_OWNER', how: 'changed' },
    })
  })

  it('never puts a name under two approvals of one version', () => {
    for (const given of [
      { role: 'pharmacist' as const, decidedBy: 'lead' },
      { role: 'pharmacist' as const, decidedBy: 'chief' },
      { role: 'pharmacist' as const, decidedBy: 'lead2', decidedFor: 'chief' },
      { role: 'pharmacist' as const, decidedBy: 'director', decidedFor: 'lead' },
    ])
      expect(decide('lead', [standIn()], { given: [given] })).toMatchObject({ refusal: { code: 'TWO_APPROVALS' } })
    expect(
      decide('chief', [], { given: [{ role: 'pharmacist', decidedBy: 'lead', decidedFor: 'chief' }] }),
    ).toMatchObject({
      refusal: { code: 'TWO_APPROVALS' },
    })
  })

  it('is nothing without the person’s role, or without one of the deputy’s own', () => {
    const without = (who: string) => PEOPLE.map((one) => (one.personId === who ? { ...one, roles: [] } : one))
    expect(decide('lead', [standIn()], {}, without('chief')).ok).toBe(false)
    expect(decide('lead', [standIn()], {}, without('lead')).ok).toBe(false)
    expect(decide('technician', [standIn({ deputy: 'technician' })], { raisedBy: 'x', submittedBy: 'x' }).ok).toBe(
      false,
    )
    expect(decide('pharmacist', [standIn({ deputy: 'pharmacist' })]).ok).toBe(false)
  })

  it('cannot be handed on', () => {
    const chain = [standIn({ forPerson: 'director', deputy: 'chief' }), standIn({ id: 'two' })]
    expect(decide('lead', chain, { dayTotal: pence(20_000_000) })).toMatchObject({ refusal: { code: 'OVER_LIMIT' } })
  })
})

const anyRoles = fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 })
const anyPeople = fc.tuple(...NAMES.map((personId) => fc.record({ personId: fc.constant(personId), roles: anyRoles })))
const anyName = fc.constantFrom(...NAMES)
const anyStandIn: fc.Arbitrary<StandIn> = fc.record({
  id: fc.uuid(),
  forPerson: anyName,
  deputy: fc.option(anyName),
  away: fc.boolean(),
  from: fc.integer({ min: -3, max: 3 }).map(hours),
  until: fc.integer({ min: -3, max: 3 }).map(hours),
  most: fc.option(fc.integer({ min: 0, max: 12_000_000 }).map(pence)),
  kinds: fc.subarray([...DEPUTY_KINDS]),
})
const anyOrder: fc.Arbitrary<DecidedOrder> = fc.record({
  raisedBy: anyName,
  submittedBy: fc.option(anyName),
  changers: fc.uniqueArray(anyName, { maxLength: 2 }),
  dayTotal: fc.integer({ min: 0, max: 12_000_000 }).map(pence),
  given: fc.uniqueArray(
    fc.record({
      role: fc.constantFrom(...APPROVER_ROLES),
      decidedBy: fc.option(anyName),
      decidedFor: fc.option(anyName),
    }),
    { maxLength: 2, selector: (one) => one.role },
  ),
})
const anyAsked = fc.record({
  role: fc.constantFrom(...APPROVER_ROLES),
  retrospective: fc.boolean(),
  reasons: fc.array(
    fc.record({ code: fc.constantFrom('OVER_LIMIT', 'OFF_CONTRACT', 'UNLICENSED', 'NEW_SUPPLIER' as const) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ) as fc.Arbitrary<{ code: 'OVER_LIMIT' | 'OFF_CONTRACT' | 'UNLICENSED' | 'NEW_SUPPLIER' }[]>,
})
const anyPresent: fc.Arbitrary<Present> = fc.record({
  people: anyPeople,
  standIns: fc.array(anyStandIn, { maxLength: 5 }),
  now: fc.constant(NOW),
})

describe('whatever was handed over', () => {
  it('a deputy’s power is within the person’s at that moment, and within what was handed over', () => {
    fc.assert(
      fc.property(anyPresent, anyOrder, anyAsked, anyName, (present, about, approval, who) => {
        const actor = present.people.find((one) => one.personId === who)
        if (!actor) return
        const decision = mayDecideNow(actor, present, about, approval, DEFAULT_SCHEME)
        if (!decision.ok) return
        const names = [who, ...(decision.value.standIn ? [decision.value.standIn.forPerson] : [])]
        const parts = [about.raisedBy, about.submittedBy, ...about.changers]
        for (const name of names) expect(parts).not.toContain(name)
        for (const { role, decidedBy, decidedFor } of about.given)
          if (role !== approval.role) for (const name of names) expect([decidedBy, decidedFor]).not.toContain(name)
        const { standIn: by } = decision.value
        if (!by) {
          expect(mayDecide(actor, about, approval, DEFAULT_SCHEME).ok).toBe(true)
          return
        }
        const person = present.people.find((one) => one.personId === by.forPerson)
        expect(person && mayDecide(person, about, approval, DEFAULT_SCHEME)).toMatchObject({
          ok: true,
          value: { as: decision.value.as },
        })
        expect(by.deputy).toBe(who)
        expect(by.from <= NOW && NOW < by.until).toBe(true)
        for (const kind of kindsNeeded(approval)) expect(by.kinds).toContain(kind)
        if (by.most !== null && approval.role !== 'pharmacist') expect(about.dayTotal).toBeLessThanOrEqual(by.most)
      }),
      { numRuns: 5000 },
    )
  })

  it('comes only to people who may decide it, each once, and to somebody whenever anybody may', () => {
    fc.assert(
      fc.property(anyPresent, anyOrder, anyAsked, (present, about, approval) => {
        const { whom, away } = comesTo(present, about, approval, DEFAULT_SCHEME)
        const ids = whom.map((one) => one.person.personId)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { person } of whom)
          expect(mayDecideNow(person, present, about, approval, DEFAULT_SCHEME).ok).toBe(true)
        const anybody = decidersOf(present.people, about, approval, DEFAULT_SCHEME).people.length > 0
        expect(whom.length > 0).toBe(anybody)
        for (const { person } of away) expect(ids).not.toContain(person.personId)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('whom it comes to', () => {
  const to = (standIns: StandIn[], change: Partial<DecidedOrder> = {}) => {
    const found = comesTo({ people: PEOPLE, standIns, now: NOW }, order(change), asked, DEFAULT_SCHEME)
    const away = found.away.map((one) => `${one.person.personId} to ${one.to.map((who) => who.personId)}`)
    return {
      whom: found.whom.map((one) => `${one.person.personId} for ${one.inPlaceOf?.personId ?? 'themselves'}`),
      away,
    }
  }

  it('goes from who is away to the deputy, who is named with them', () => {
    expect(to([standIn()])).toEqual({ whom: ['lead for chief'], away: ['chief to lead'] })
  })

  it('comes to both where the person is there', () => {
    expect(to([standIn({ away: false })])).toEqual({ whom: ['chief for themselves', 'lead for chief'], away: [] })
  })

  it('goes further up where nobody stands in, or the deputy may not', () => {
    const up = { whom: ['director for themselves'], away: ['chief to director'] }
    expect(to([standIn({ deputy: null })])).toEqual(up)
    expect(to([standIn({ kinds: ['contract'] })])).toEqual(up)
  })

  it('stays with who is away where nobody else may', () => {
    const all = [standIn({ deputy: null }), standIn({ id: 'two', forPerson: 'director', deputy: null })]
    expect(to(all)).toEqual({ whom: ['chief for themselves'], away: [] })
  })
})
