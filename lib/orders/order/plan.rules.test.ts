import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPlan, NAMED } from '#lib/testing/any-scheme.ts'
import { asksAtLeast, justOne, merged, signaturesOf, standsForAll } from './plan.rules.ts'
import type { Ask, Plan } from './plan.schema.ts'

const ask = (role: Ask['role'], more: Partial<Ask> = {}): Ask => ({ role, people: [], signatures: 1, ...more })
const put = (...plans: Plan[]) =>
  merged(plans.map((plan, index) => ({ plan, of: index }))).map(({ role, people, step, of }) => ({
    ...{ role, step, of },
    ...(people.length > 0 ? { people } : {}),
  }))

describe('several plans at once', () => {
  it('ask once where one signature stands high enough for all of them', () => {
    expect(put(justOne('lead'), justOne('chief'), justOne('lead'))).toEqual(
      [{ role: 'chief', step: 1, of: [0, 1, 2].toSorted() }].map((one) => ({
        ...one,
        of: expect.arrayContaining([0, 1, 2]),
      })),
    )
  })

  it('ask a pharmacist beside the ladder, also of the chief pharmacist who could give either', () => {
    expect(put(justOne('chief'), justOne('pharmacist'))).toEqual([
      { role: 'chief', step: 1, of: [0] },
      { role: 'pharmacist', step: 1, of: [1] },
    ])
  })

  it('keep two that one plan asks for two, also where another asks for one', () => {
    expect(put([[ask('lead', { signatures: 2 })]], justOne('chief'))).toEqual([
      { role: 'chief', step: 1, of: expect.arrayContaining([0, 1]) },
      { role: 'lead', step: 1, of: [0] },
    ])
  })

  it('keep who is asked by name, and let them stand for their role', () => {
    const people = [NAMED[0]]
    expect(put([[ask('lead', { people })]], justOne('lead'))).toEqual([
      { role: 'lead', step: 1, people, of: expect.arrayContaining([0, 1]) },
    ])
    expect(put([[ask('lead', { people })]], justOne('chief'))).toHaveLength(2)
  })

  it('keep one after the other', () => {
    expect(put([[ask('lead')], [ask('chief')]], justOne('pharmacist'))).toEqual([
      { role: 'lead', step: 1, of: [0] },
      { role: 'pharmacist', step: 1, of: [1] },
      { role: 'chief', step: 2, of: [0] },
    ])
    expect(put([[ask('lead')], [ask('director')]], justOne('director')).map((one) => [one.role, one.step])).toEqual([
      ['lead', 1],
      ['director', 2],
    ])
  })

  it('take both at once where two plans want it the other way round', () => {
    const found = put([[ask('chief')], [ask('pharmacist')]], [[ask('pharmacist')], [ask('chief')]])
    expect(found.map((one) => one.step)).toEqual([1, 1])
  })

  it('satisfy each plan, never ask more than all of them together, and name a step before the next', () => {
    fc.assert(
      fc.property(fc.array(anyPlan, { maxLength: 5 }), (plans) => {
        const found = merged(plans.map((plan, of) => ({ plan, of })))
        for (const plan of plans) expect(standsForAll(found, signaturesOf(plan))).toBe(true)
        expect(found.length).toBeLessThanOrEqual(plans.reduce((sum, plan) => sum + signaturesOf(plan).length, 0))
        expect(found.every((one) => one.of.length > 0)).toBe(true)
        const steps = [...new Set(found.map((one) => one.step))]
        expect(steps).toEqual(steps.map((_, index) => index + 1))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('asking at least as much', () => {
  it('is true of a plan and itself, of more, and of somebody further up', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (plan, other) => {
        const [own, more] = [signaturesOf(plan), [...signaturesOf(plan), ...signaturesOf(other)]]
        expect(asksAtLeast(own, own)).toBe(true)
        expect(asksAtLeast(more, own)).toBe(true)
        if (own.length > 0) expect(asksAtLeast([], own)).toBe(false)
      }),
    )
    expect(asksAtLeast(signaturesOf(justOne('chief')), signaturesOf([[ask('lead', { people: [NAMED[0]] })]]))).toBe(
      true,
    )
    expect(asksAtLeast(signaturesOf(justOne('lead')), signaturesOf([[ask('lead', { people: [NAMED[0]] })]]))).toBe(
      false,
    )
    expect(asksAtLeast(signaturesOf(justOne('director')), signaturesOf([[ask('lead', { signatures: 2 })]]))).toBe(false)
    expect(asksAtLeast(signaturesOf(justOne('director')), signaturesOf(justOne('pharmacist')))).toBe(false)
  })
})
