import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { addDays, localDate } from '#lib/values/dates.ts'
import {
  ALL_CONFLICTS,
  clash,
  conflictsOf,
  type InForce,
  mayLastUntil,
  rolesAfter,
  uncovered,
  withdrawnLater,
} from './conflict.rules.ts'

const TODAY = localDate('2026-11-23')
const role = fc.constantFrom(...ROLES)
const roles = fc.subarray([...ROLES])
const exception: fc.Arbitrary<InForce> = fc.record({
  role,
  beside: role,
  until: fc.integer({ min: -40, max: 400 }).map((days) => addDays(TODAY, days)),
})

test('the pairs are those of the trade, and no role clashes with itself', () => {
  expect(ALL_CONFLICTS.map((one) => one.roles.join(' '))).toEqual([
    'technician pharmacist',
    'technician stores',
    'technician lead',
    'technician chief',
    'technician director',
    'technician finance',
    'pharmacist stores',
    'pharmacist lead',
    'pharmacist finance',
    'stores lead',
    'stores chief',
    'stores director',
    'stores finance',
    'lead finance',
    'chief finance',
    'director finance',
  ])
  for (const one of ROLES) expect(clash(one, one), one).toBeNull()
})

test('a clash is the same from both sides, and more roles never have fewer', () => {
  fc.assert(
    fc.property(role, role, roles, (one, other, held) => {
      expect(clash(one, other)).toEqual(clash(other, one))
      const more = conflictsOf([...held, one])
      for (const before of conflictsOf(held)) expect(more).toContainEqual(before)
    }),
  )
})

test('an exception covers its own pair, through its last day, and nothing else', () => {
  fc.assert(
    fc.property(roles, fc.array(exception, { maxLength: 4 }), (held, exceptions) => {
      const left = uncovered(held, exceptions, TODAY)
      for (const conflict of conflictsOf(held)) {
        const covering = exceptions.filter(
          (one) => one.until >= TODAY && conflict.roles.includes(one.role) && conflict.roles.includes(one.beside),
        )
        const covers = covering.some((one) => one.role !== one.beside)
        if (covers) expect(left).not.toContainEqual(conflict)
        if (covering.length === 0) expect(left).toContainEqual(conflict)
      }
    }),
  )
})

test('once every exception is over and its role withdrawn, nothing clashes any more', () => {
  fc.assert(
    fc.property(roles, roles, (wanted, held) => {
      const over = conflictsOf(wanted).map((conflict) => withdrawnLater(conflict, held))
      expect(conflictsOf(rolesAfter(wanted, over))).toEqual([])
      for (const { role: gone, beside } of over) {
        const bothNewOrOld = held.includes(gone) === held.includes(beside)
        expect(bothNewOrOld || !held.includes(gone)).toBe(true)
      }
    }),
  )
})

test('an exception lasts a year at most, and has not ended before it begins', () => {
  expect(mayLastUntil(TODAY, TODAY)).toBe(false)
  expect(mayLastUntil(addDays(TODAY, 1), TODAY)).toBe(true)
  expect(mayLastUntil(addDays(TODAY, 366), TODAY)).toBe(true)
  expect(mayLastUntil(addDays(TODAY, 367), TODAY)).toBe(false)
})

test('who holds one role clashes with nothing', () => {
  for (const one of ROLES) expect(conflictsOf([one satisfies Role])).toEqual([])
})
