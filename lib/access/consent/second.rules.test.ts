import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PERMISSIONS } from '#lib/access/permissions.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { SECOND_FACTOR_RULES } from '#lib/access/second-factor/must-have.rules.ts'
import { SITE_ROLES } from '#lib/access/sites/site.rules.ts'
import { CONSENTING, consentTo } from './request-kinds.rules.ts'
import {
  approves,
  type DirectoryRules,
  type Held,
  opensDirectory,
  powerGained,
  powerLost,
  weakened,
} from './second.rules.ts'

test('roles that approve, sign or second a scheme are those of the matrix', () => {
  expect(ROLES.filter(approves)).toEqual(['pharmacist', 'lead', 'chief', 'director'])
  for (const role of PERMISSIONS['order.approve']) expect(approves(role)).toBe(true)
})

const sites = ['a', 'b', 'c']
const held: fc.Arbitrary<Held> = fc.record({
  roles: fc.subarray([...ROLES]),
  sites: fc.uniqueArray(fc.record({ role: fc.constantFrom<Role>(...SITE_ROLES), siteId: fc.constantFrom(...sites) }), {
    selector: ({ role, siteId }) => role + siteId,
  }),
})

/** Where a role counts: every site where it is not limited. */
const reach = ({ roles, sites: limits }: Held, role: Role) => {
  if (!roles.includes(role)) return []
  const own = limits.filter((limit) => limit.role === role).map((limit) => limit.siteId)
  return own.length === 0 ? [...sites, 'any other'] : own
}

test('a second person is asked exactly where an approving role comes to count at a site where it did not', () => {
  fc.assert(
    fc.property(held, held, (from, to) => {
      const farther = ROLES.filter(
        (role) => approves(role) && reach(to, role).some((site) => !reach(from, role).includes(site)),
      )
      expect([...powerGained(from, to)].sort()).toEqual([...farther].sort())
      expect(powerGained(from, from)).toEqual([])
    }),
  )
})

const rules = fc.record({
  secondFactor: fc.constantFrom(...SECOND_FACTOR_RULES),
  session: fc.record({ idleMinutes: fc.integer({ min: 5, max: 60 }), hours: fc.integer({ min: 1, max: 14 }) }),
  oneTimeHours: fc.integer({ min: 1, max: 168 }),
})

test('of two sets of rules of signing in that differ, at least one way weakens; the same set never does', () => {
  fc.assert(
    fc.property(rules, rules, (one, other) => {
      expect(weakened(one, one)).toEqual([])
      const differ = JSON.stringify(one) !== JSON.stringify(other)
      expect(weakened(one, other).length + weakened(other, one).length > 0).toBe(differ)
      const labels = weakened(one, other).map(({ label }) => label)
      for (const { label } of weakened(other, one)) expect(labels).not.toContain(label)
    }),
  )
})

const on: DirectoryRules = {
  ...{ active: true, onlyWay: true, issuer: 'https://a.example', clientId: 'c', idClaim: 'sub', emailClaim: 'email' },
  domains: ['a.example', 'b.example'],
}

test.each<[string, DirectoryRules | null, Partial<DirectoryRules>, boolean]>([
  ['prepared, not switched on', null, { active: false, onlyWay: false }, false],
  ['switched on', null, {}, true],
  ['the same once more', on, {}, false],
  ['its domains in another order', on, { domains: ['b.example', 'a.example'] }, false],
  ['a domain more', on, { domains: ['a.example', 'b.example', 'c.example'] }, true],
  ['another issuer', on, { issuer: 'https://b.example' }, true],
  ['another client', on, { clientId: 'd' }, true],
  ['another claim', on, { emailClaim: 'upn' }, true],
  ['passwords count again', on, { onlyWay: false }, true],
  ['switched off where it was the only way', on, { active: false, onlyWay: false }, true],
  ['switched off where passwords count as well', { ...on, onlyWay: false }, { active: false, onlyWay: false }, false],
  ['the only way from now on', { ...on, onlyWay: false }, {}, false],
])('the directory, %s', (_, from, to, opens) => {
  expect(opensDirectory(from, { ...on, ...to })).toBe(opens)
})

test('a role is not taken away by one where its word is asked, or where nobody else approves by it', () => {
  const some = fc.subarray([...ROLES])
  fc.assert(
    fc.property(some, some, some, (from, to, others) => {
      const lost = powerLost(from, to, others)
      const asked = new Set<Role>(Object.values(CONSENTING).flat())
      for (const role of ROLES) {
        const gone = from.includes(role) && !to.includes(role)
        const lastOne = approves(role) && !others.includes(role)
        expect(lost.includes(role)).toBe(gone && (asked.has(role) || lastOne))
      }
      expect(powerLost(from, from, others)).toEqual([])
    }),
  )
})

test.each<[Role[], Role[], string]>([
  [['admin'], ['stores'], 'demote'],
  [['stores'], ['admin'], 'admin'],
  [['chief'], ['stores'], 'demote'],
  [['chief'], ['director'], 'approver'],
  [['stores'], ['lead'], 'approver'],
  [['lead'], ['lead'], 'approver'],
])('from %s to %s asks for consent to: %s', (held, roles, to) => {
  expect(consentTo({ kind: 'roles', wanted: { roles, held, sites: [], until: null, pairs: [] } })).toBe(to)
})
