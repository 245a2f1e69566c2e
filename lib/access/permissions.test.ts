import fc from 'fast-check'
import { expect, test } from 'vitest'
import { may, PERMISSIONS, type Permission } from './permissions.ts'
import { rolesMayMeet } from './roles.rules.ts'
import { ROLES, type Role } from './roles.ts'
import { SCOPE_LIST, scopesAllow } from './scopes.ts'

const permissions = Object.keys(PERMISSIONS) as Permission[]
const rolesOf = (permission: Permission): readonly Role[] => PERMISSIONS[permission]
const held = (role: Role) => permissions.filter((permission) => rolesOf(permission).includes(role))

/** Whatever changes something: no looking, nothing of one's own, and no saying of what one has looked at that it is right. */
const changing = permissions.filter(
  (permission) =>
    !/\.(view|view_pas)$/.test(permission) && permission !== 'own.settings' && permission !== 'review.run',
)

test('the matrix: each permission × each role is as the list says, and default is no', () => {
  for (const permission of permissions) {
    for (const role of ROLES) expect(may({ roles: [role] }, permission)).toBe(rolesOf(permission).includes(role))
    expect(may({ roles: [] }, permission)).toBe(false)
    expect(may({ roles: [], system: true }, permission)).toBe(true)
  }
})

test('several roles may together what each of them may, and nothing else', () => {
  fc.assert(
    fc.property(fc.subarray([...ROLES]), fc.constantFrom(...permissions), (roles, permission) => {
      expect(may({ roles }, permission)).toBe(roles.some((role) => may({ roles: [role] }, permission)))
    }),
  )
})

test('duties are kept apart', () => {
  // what an auditor found in the sample is their own record, and changes nothing of what they looked at
  expect(held('auditor').filter((permission) => changing.includes(permission))).toEqual(['sample.check'])
  expect(held('finance').filter((permission) => changing.includes(permission))).toEqual([])
  expect(held('technician').filter((permission) => /approve/.test(permission))).toEqual([])
  expect(
    held('stores').filter((permission) => /price|contract|approve|raise|settings\.|people/.test(permission)),
  ).toEqual([])
  expect(held('admin').filter((permission) => /^(order|approvals|delivery|stock)\./.test(permission))).toEqual([])
  expect(
    held('hub').filter((permission) => /^(order|approvals|delivery|stock|settings|people|audit)\./.test(permission)),
  ).toEqual([])
  for (const role of ['lead', 'chief', 'director'] as const) expect(held(role)).not.toContain('people.edit')
  expect(rolesOf('people.edit')).toEqual(['admin'])
  expect(rolesOf('settings.edit')).toEqual(['admin'])
})

test('everybody sees Today, help and their own settings; every role is good for something else', () => {
  for (const role of ROLES) {
    expect(held(role)).toEqual(expect.arrayContaining(['today.view', 'help.view', 'own.settings']))
    expect(held(role).length).toBeGreaterThan(3)
  }
  for (const permission of permissions) expect(rolesOf(permission).length, permission).toBeGreaterThan(0)
})

test('nobody who may give out roles may raise, approve or book in, whatever roles meet in them', () => {
  fc.assert(
    fc.property(fc.subarray([...ROLES], { minLength: 1 }), fc.constantFrom('trust', 'hub'), (roles, trustKind) => {
      fc.pre(rolesMayMeet({ roles, trustKind }).ok)
      const who = { roles }
      if (may(who, 'people.edit')) {
        for (const permission of ['order.raise', 'order.approve', 'order.receive', 'order.send'] as const) {
          expect(may(who, permission)).toBe(false)
        }
      }
      if (roles.includes('auditor'))
        expect(changing.filter((permission) => may(who, permission))).toEqual(['sample.check'])
    }),
  )
})

test('a token may what its person may and one of its scopes holds, never more', () => {
  const anyRoles = fc.subarray([...ROLES])
  fc.assert(
    fc.property(
      anyRoles,
      fc.subarray([...SCOPE_LIST]),
      fc.constantFrom(...permissions),
      (roles, scopes, permission) => {
        expect(may({ roles, scopes }, permission)).toBe(may({ roles }, permission) && scopesAllow(scopes, permission))
      },
    ),
  )
  const every = permissions.filter((permission) => may({ roles: ROLES, scopes: SCOPE_LIST }, permission))
  expect(
    every.filter((one) => /^(settings|people|token|webhook|own|audit|catalogue\.load|contract\.load)/.test(one)),
  ).toEqual([])
})
