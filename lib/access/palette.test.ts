import { expect, test } from 'vitest'
import { PAGE_NAMES, pagesFor } from './palette.ts'
import { REGISTRY } from './registry.ts'
import { ROLES } from './roles.ts'

/** Pages that are a step of something: nobody looks for them by name. */
const STEPS = ['newStanding', 'nextApproval', 'severalApprovals', 'severalOrders', 'newFile', 'recoveryCodes']

test('every page that needs no record can be found by its name', () => {
  const plain = Object.entries(REGISTRY.pages).flatMap(([id, { path }]) => (path.includes('[') ? [] : [id]))
  expect([...Object.keys(PAGE_NAMES), ...STEPS].sort()).toEqual(plain.sort())
})

test('nobody is offered a page that is not for their role; words narrow what is offered', () => {
  const actor = (role: (typeof ROLES)[number]) => ({ roles: [role] }) as never
  const labels = (role: (typeof ROLES)[number], text?: string) => pagesFor(actor(role), text).map((page) => page.label)
  expect(labels('stores')).not.toContain('Raise an order')
  expect(labels('technician', 'raise')).toEqual(['Raise an order'])
  expect(labels('technician', 'orders')).toEqual(['Orders', 'Templates and standing orders'])
  for (const role of ROLES) expect(labels(role)).toContain('Keys')
})
