import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '../roles.ts'
import { mustShowSecond, nextStage, SECOND_FACTOR_RULES } from './must-have.rules.ts'

const roles = fc.subarray([...ROLES])

test('of whom the trust asks it', () => {
  const asked = (rule: string) => ROLES.filter((role) => mustShowSecond(rule, [role]))
  expect(asked('off')).toEqual([])
  expect(asked('approvers')).toEqual(['pharmacist', 'lead', 'chief', 'director', 'admin', 'hub'])
  expect(asked('everybody')).toEqual(ROLES)
  expect(asked('something that nobody knows')).toEqual(ROLES)
})

test('one role more never asks less, and a stricter rule neither', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SECOND_FACTOR_RULES), roles, fc.constantFrom(...ROLES), (rule, held, more) => {
      if (mustShowSecond(rule, held)) expect(mustShowSecond(rule, [...held, more])).toBe(true)
      if (mustShowSecond('approvers', held)) expect(mustShowSecond('everybody', held)).toBe(true)
    }),
  )
})

test('a session opens by password only where nothing more is wanted, or a code was shown', () => {
  const door = fc.record({
    onlyDirectory: fc.boolean(),
    rule: fc.constantFrom(...SECOND_FACTOR_RULES),
    roles,
    hasFactor: fc.boolean(),
    shown: fc.boolean(),
  })
  fc.assert(
    fc.property(door, (one) => {
      const stage = nextStage(one)
      const shut = one.onlyDirectory && !one.roles.includes('admin')
      expect(stage === 'directory').toBe(shut)
      if (stage === 'open' && !one.shown) {
        expect(one.hasFactor).toBe(false)
        expect(mustShowSecond(one.rule, one.roles)).toBe(false)
      }
      if (stage === 'set-up') expect(one.hasFactor).toBe(false)
    }),
  )
})
