import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { pence } from '#lib/values/money.ts'
import { type DecidedOrder, decidersOf, isOver, isTurn, limitOf, mayDecide } from './decide.rules.ts'
import { APPROVER_ROLES, type ApproverRole, DEFAULT_SCHEME, LADDER } from './scheme.schema.ts'

const somebody = (...roles: Role[]) => ({ personId: 'somebody', roles })
const order = (change: Partial<DecidedOrder> = {}): DecidedOrder => ({
  raisedBy: 'raiser',
  submittedBy: 'raiser',
  changers: ['raiser'],
  dayTotal: pence(600_000),
  given: [],
  ...change,
})
const decide = (who: ReturnType<typeof somebody>, role: ApproverRole, change: Partial<DecidedOrder> = {}) =>
  mayDecide(who, order(change), { role }, DEFAULT_SCHEME)

const anyone = fc.record({
  personId: fc.constantFrom('ann', 'ben', 'cleo', 'dev', 'eve'),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 4 }),
})
const anyOrder = fc.record({
  raisedBy: fc.constantFrom('ann', 'ben', 'cleo'),
  submittedBy: fc.constantFrom('ann', 'ben', 'dev', null),
  changers: fc.uniqueArray(fc.constantFrom('ann', 'ben', 'cleo', 'dev', 'eve')),
  dayTotal: fc.integer({ min: 0, max: 20_000_000 }).map(pence),
  given: fc.uniqueArray(
    fc.record({ role: fc.constantFrom(...APPROVER_ROLES), decidedBy: fc.constantFrom('ann', 'ben', null) }),
    { maxLength: 2, selector: (one) => one.role },
  ),
})
const anyRole = fc.constantFrom(...APPROVER_ROLES)

describe('who may decide', () => {
  it('lets the role asked for decide, and those above it', () => {
    expect(decide(somebody('lead'), 'lead')).toEqual({ ok: true, value: { as: 'lead' } })
    expect(decide(somebody('chief'), 'lead')).toEqual({ ok: true, value: { as: 'chief' } })
    expect(decide(somebody('director'), 'lead')).toEqual({ ok: true, value: { as: 'director' } })
  })

  it('refuses a role below the one asked for, and every other role', () => {
    const refusal = { code: 'NOT_YOURS_TO_DECIDE', needs: 'chief' }
    for (const role of ['lead', 'technician', 'pharmacist', 'finance', 'auditor', 'admin', 'stores'] as const)
      expect(decide(somebody(role), 'chief')).toEqual({ ok: false, refusal })
  })

  it('refuses who has the role but whose own limit the supplier’s day passes', () => {
    expect(decide(somebody('lead'), 'lead', { dayTotal: pence(2_500_000) }).ok).toBe(true)
    expect(decide(somebody('lead'), 'lead', { dayTotal: pence(2_500_001) })).toEqual({
      ok: false,
      refusal: { code: 'OVER_LIMIT', limit: 2_500_000, total: 2_500_001 },
    })
    expect(decide(somebody('lead', 'chief'), 'lead', { dayTotal: pence(2_500_001) })).toMatchObject({
      value: { as: 'chief' },
    })
  })

  it('lets a pharmacist or the chief pharmacist decide what is clinical, whatever it costs', () => {
    const dear = { dayTotal: pence(99_000_000) }
    expect(decide(somebody('pharmacist'), 'pharmacist', dear)).toMatchObject({ value: { as: 'pharmacist' } })
    expect(decide(somebody('chief'), 'pharmacist', dear)).toMatchObject({ value: { as: 'chief' } })
    for (const role of ['lead', 'director', 'technician'] as const)
      expect(decide(somebody(role), 'pharmacist').ok).toBe(false)
  })

  it.each([
    ['raised', { raisedBy: 'somebody' }],
    ['submitted', { submittedBy: 'somebody' }],
    ['changed', { changers: ['raiser', 'somebody'] }],
  ])('refuses who %s the order', (how, change) => {
    expect(decide(somebody('chief'), 'lead', change)).toEqual({ ok: false, refusal: { code: 'OWN_ORDER', how } })
  })

  it('refuses a second, different approval by the same person', () => {
    const given = [{ role: 'pharmacist' as const, decidedBy: 'somebody' }]
    expect(decide(somebody('chief'), 'lead', { given })).toEqual({ ok: false, refusal: { code: 'TWO_APPROVALS' } })
    expect(decide(somebody('chief'), 'lead', { given: [{ role: 'pharmacist', decidedBy: 'other' }] }).ok).toBe(true)
  })

  it('refuses Tincture itself', () => {
    const itself = { personId: null, roles: [...ROLES] }
    expect(mayDecide(itself, order(), { role: 'lead' }, DEFAULT_SCHEME).ok).toBe(false)
  })

  it('never lets pass who raised, submitted or changed it, whatever their roles', () => {
    fc.assert(
      fc.property(anyone, anyOrder, anyRole, (who, one, role) => {
        const part =
          one.raisedBy === who.personId || one.submittedBy === who.personId || one.changers.includes(who.personId)
        const decision = mayDecide(who, one, { role }, DEFAULT_SCHEME)
        if (part) expect(decision).toMatchObject({ ok: false, refusal: { code: 'OWN_ORDER' } })
      }),
      { numRuns: 1000 },
    )
  })

  it('lets pass only in a role of one’s own, at or above the one asked for, whose limit covers the day', () => {
    fc.assert(
      fc.property(anyone, anyOrder, anyRole, (who, one, role) => {
        const decision = mayDecide(who, one, { role }, DEFAULT_SCHEME)
        if (!decision.ok) return
        const { as } = decision.value
        expect(who.roles).toContain(as)
        expect(one.given.some((given) => given.decidedBy === who.personId && given.role !== role)).toBe(false)
        if (role === 'pharmacist') {
          expect(['pharmacist', 'chief']).toContain(as)
          return
        }
        if (as === 'pharmacist') throw new Error('A pharmacist decided about money')
        expect(LADDER.indexOf(as)).toBeGreaterThanOrEqual(LADDER.indexOf(role))
        expect(one.dayTotal).toBeLessThanOrEqual(limitOf(DEFAULT_SCHEME, as) ?? Number.POSITIVE_INFINITY)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('whom it comes to', () => {
  const people = [
    { personId: 'ann', roles: ['technician'] },
    { personId: 'ben', roles: ['lead'] },
    { personId: 'cleo', roles: ['chief'] },
    { personId: 'dev', roles: ['director'] },
    { personId: 'eve', roles: ['pharmacist'] },
  ] as const
  const to = (role: ApproverRole, change: Partial<DecidedOrder> = {}) => {
    const { role: as, people: who } = decidersOf(people, order(change), { role }, DEFAULT_SCHEME)
    return [as, who.map((one) => one.personId)]
  }

  it('comes to the role asked for', () => {
    expect(to('lead')).toEqual(['lead', ['ben']])
    expect(to('pharmacist')).toEqual(['pharmacist', ['eve']])
  })

  it('goes one up where nobody of that role may', () => {
    expect(to('lead', { raisedBy: 'ben' })).toEqual(['chief', ['cleo']])
    expect(to('lead', { changers: ['ben', 'cleo'] })).toEqual(['director', ['dev']])
    expect(to('pharmacist', { raisedBy: 'eve' })).toEqual(['chief', ['cleo']])
    expect(to('director', { raisedBy: 'dev' })).toEqual(['director', []])
  })

  it('names only people who may decide it, and nobody further up while somebody nearer may', () => {
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 6 }), anyOrder, anyRole, (everybody, one, role) => {
        const found = decidersOf(everybody, one, { role }, DEFAULT_SCHEME)
        const may = (who: (typeof everybody)[number]) => mayDecide(who, one, { role }, DEFAULT_SCHEME).ok
        expect(found.people.every(may)).toBe(true)
        if (everybody.some(may)) expect(found.people.length).toBeGreaterThan(0)
        if (everybody.some((who) => who.roles.includes(role) && may(who))) expect(found.role).toBe(role)
      }),
    )
  })
})

describe('people asked by name, and one after the other', () => {
  const named = { role: 'lead', people: ['nora'] } as const
  const may = (personId: string, roles: Role[], change: Partial<DecidedOrder> = {}) =>
    mayDecide({ personId, roles }, order(change), named, DEFAULT_SCHEME)

  it('are theirs, or of somebody above the level they are named at', () => {
    expect(may('nora', ['lead'])).toMatchObject({ value: { as: 'lead' } })
    expect(may('nora', ['director'])).toMatchObject({ value: { as: 'lead' } })
    expect(may('other', ['lead'])).toMatchObject({ refusal: { code: 'NOT_YOURS_TO_DECIDE' } })
    expect(may('other', ['chief'])).toMatchObject({ value: { as: 'chief' } })
    expect(may('nora', ['technician']).ok).toBe(false)
    expect(may('nora', ['pharmacist']).ok).toBe(false)
    expect(may('nora', ['lead'], { raisedBy: 'nora' })).toMatchObject({ refusal: { code: 'OWN_ORDER' } })
    expect(may('nora', ['lead'], { dayTotal: pence(2_500_001) })).toMatchObject({ refusal: { code: 'OVER_LIMIT' } })
  })

  it('what is clinical stays with somebody clinical', () => {
    const asked = { role: 'pharmacist', people: ['nora'] } as const
    const decides = (personId: string, roles: Role[]) =>
      mayDecide({ personId, roles }, order(), asked, DEFAULT_SCHEME).ok
    expect(decides('nora', ['pharmacist'])).toBe(true)
    expect(decides('nora', ['lead'])).toBe(false)
    expect(decides('other', ['pharmacist'])).toBe(false)
    expect(decides('other', ['chief'])).toBe(true)
  })

  it('come to them first, then to whoever stands above', () => {
    const people = [
      { personId: 'nora', roles: ['lead'] },
      { personId: 'ben', roles: ['lead'] },
      { personId: 'cleo', roles: ['chief'] },
    ] as const
    const to = (change: Partial<DecidedOrder> = {}) =>
      decidersOf(people, order(change), named, DEFAULT_SCHEME).people.map((one) => one.personId)
    expect(to()).toEqual(['nora'])
    expect(to({ raisedBy: 'nora' })).toEqual(['cleo'])
    expect(to({ given: [{ role: 'lead', decidedBy: 'nora' }] })).toEqual(['cleo'])
  })

  it('nobody signs twice, whatever the roles', () => {
    const given = [{ role: 'lead' as const, decidedBy: 'somebody' }]
    expect(decide(somebody('lead'), 'lead', { given })).toEqual({ ok: false, refusal: { code: 'TWO_APPROVALS' } })
  })

  it('a signature beside somebody further up is not about the amount', () => {
    const beyond = { dayTotal: pence(9_000_000) }
    expect(decide(somebody('lead'), 'lead', beyond).ok).toBe(false)
    expect(decide(somebody('lead'), 'lead', { ...beyond, asked: ['lead', 'chief'] }).ok).toBe(true)
    expect(decide(somebody('lead'), 'lead', { ...beyond, asked: ['lead', 'pharmacist'] }).ok).toBe(false)
  })

  it('it is the turn of whom nobody comes before, beforehand and afterwards apart', () => {
    const row = (step: number, state: string, retrospective = false) => ({ step, state, retrospective })
    expect(isTurn(row(2, 'waiting'), [row(1, 'approved'), row(2, 'waiting')])).toBe(true)
    expect(isTurn(row(2, 'waiting'), [row(1, 'approved'), row(1, 'waiting'), row(2, 'waiting')])).toBe(false)
    expect(isTurn(row(2, 'waiting'), [row(1, 'waiting', true), row(2, 'waiting')])).toBe(true)
  })
})

describe('when it is over', () => {
  const dueAt = new Date('2026-11-30T09:00:00Z')

  it('is over once its days have gone by, but never when it is given afterwards', () => {
    expect(isOver({ retrospective: false, dueAt }, new Date('2026-11-30T08:59:59Z'))).toBe(false)
    expect(isOver({ retrospective: false, dueAt }, dueAt)).toBe(true)
    expect(isOver({ retrospective: true, dueAt }, new Date('2027-01-01T00:00:00Z'))).toBe(false)
    expect(isOver({ retrospective: false, dueAt: null }, dueAt)).toBe(false)
  })
})
