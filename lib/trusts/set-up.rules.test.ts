import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '#lib/access/roles.ts'
import { type SetUpFacts, setUpSteps } from './set-up.rules.ts'

const facts: fc.Arbitrary<SetUpFacts> = fc.record({
  kind: fc.constantFrom('trust', 'hub'),
  address: fc.boolean(),
  buyingGroup: fc.boolean(),
  site: fc.boolean(),
  store: fc.boolean(),
  costCentre: fc.boolean(),
  pack: fc.boolean(),
  award: fc.boolean(),
  supplier: fc.boolean(),
  secondFactor: fc.boolean(),
  roles: fc.subarray([...ROLES]),
})

test('an empty trust has everything to do, a whole one nothing', () => {
  const none = {
    kind: 'trust',
    address: false,
    buyingGroup: false,
    site: false,
    store: false,
    costCentre: false,
    pack: false,
    award: false,
    supplier: false,
    secondFactor: false,
    roles: ['admin'],
  } as const
  expect(setUpSteps(none).filter((step) => step.done)).toEqual([])
  const all = {
    ...none,
    address: true,
    buyingGroup: true,
    site: true,
    store: true,
    costCentre: true,
    pack: true,
    award: true,
    supplier: true,
    secondFactor: true,
    roles: ROLES,
  }
  expect(setUpSteps(all).filter((step) => !step.done)).toEqual([])
})

test('each step has its own name and leads to a page; doing more never opens a step again', () => {
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const steps = setUpSteps(one)
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length)
      for (const step of steps) expect(step.href).toMatch(/^\/[a-z]/)
      const more = {
        ...one,
        roles: [...one.roles, ...other.roles],
        site: one.site || other.site,
        pack: one.pack || other.pack,
      }
      const after = setUpSteps(more)
      steps.forEach((step, index) => {
        if (step.done) expect(after[index]?.done).toBe(true)
      })
    }),
  )
})
