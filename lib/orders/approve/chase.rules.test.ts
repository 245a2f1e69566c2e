import { expect, test } from 'vitest'
import type { Role } from '#lib/access/roles.ts'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { pence } from '#lib/values/money.ts'
import { chasePlan, furtherUp } from './chase.rules.ts'

const SETTINGS = { remindHours: 4, escalateHours: 8, from: '08:00', to: '18:00' }
const order = { raisedBy: 'x', submittedBy: 'x', changers: [], dayTotal: pence(600_000), given: [] }
const people = (['lead', 'chief', 'director', 'pharmacist'] as const).map((role) => {
  return { personId: role as string, roles: [role] as Role[] }
})

test('what an order waits for is chased in working hours', () => {
  const asked = {
    askedAt: new Date('2026-11-20T16:00:00Z'),
    dueAt: new Date('2026-11-27T16:00:00Z'),
    retrospective: false,
  }
  expect(chasePlan(asked, SETTINGS)).toEqual({
    remindAt: new Date('2026-11-23T10:00:00Z'),
    escalateAt: new Date('2026-11-23T14:00:00Z'),
  })
})

test('what is given after an emergency is chased by the clock, at half of its hours and at their end', () => {
  const asked = {
    askedAt: new Date('2026-11-21T02:00:00Z'),
    dueAt: new Date('2026-11-22T02:00:00Z'),
    retrospective: true,
  }
  expect(chasePlan(asked, SETTINGS)).toEqual({ remindAt: new Date('2026-11-21T14:00:00Z'), escalateAt: asked.dueAt })
})

test('it goes to the next role up that may decide it, never to whom it came before, and ends with the director', () => {
  const up = (cameTo: 'lead' | 'chief' | 'director' | 'pharmacist', before: string[] = [], change = {}) => {
    const found = furtherUp(people, { ...order, ...change }, { role: cameTo, cameTo, before }, DEFAULT_SCHEME)
    return found && [found.role, ...found.people.map((one) => one.personId)]
  }
  expect(up('lead')).toEqual(['chief', 'chief'])
  expect(up('lead', ['chief'])).toEqual(['director', 'director'])
  expect(up('lead', [], { raisedBy: 'chief' })).toEqual(['director', 'director'])
  expect(up('pharmacist')).toEqual(['chief', 'chief'])
  expect(up('director')).toBeNull()
})
