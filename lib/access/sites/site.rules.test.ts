import fc from 'fast-check'
import { expect, test } from 'vitest'
import { may } from '#lib/access/permissions.ts'
import { ROLES } from '#lib/access/roles.ts'
import { mayAt, PLACED, rolesAt, SITE_ROLES, type SiteLimit, sitesFor } from './site.rules.ts'

const SITES = ['east', 'west', 'north']
const roles = fc.subarray([...ROLES])
const limits: fc.Arbitrary<SiteLimit[]> = fc.array(
  fc.record({ role: fc.constantFrom(...SITE_ROLES), siteId: fc.constantFrom(...SITES) }),
  { maxLength: 6 },
)
const permission = fc.constantFrom(...PLACED)
const site = fc.constantFrom(...SITES)

test('what somebody may at a site is what the list of their sites says, and never more than without a limit', () => {
  fc.assert(
    fc.property(roles, limits, permission, site, (held, narrowed, wanted, at) => {
      const asker = { roles: held }
      const here = mayAt(asker, [wanted], narrowed, { id: at, name: at })
      const listed = sitesFor(asker, wanted, narrowed)
      const anywhere = may(asker, wanted)
      expect(here.ok).toBe(anywhere && (listed === null || listed.includes(at)))
      if (!here.ok) expect(here.refusal.code).toBe(anywhere ? 'NOT_AT_SITE' : 'NOT_ALLOWED')
    }),
  )
})

test('a role without a limit counts everywhere; a limit more never takes a site away that another gave', () => {
  fc.assert(
    fc.property(roles, limits, site, site, (held, narrowed, at, other) => {
      for (const role of held) {
        const own = narrowed.filter((limit) => limit.role === role)
        if (own.length === 0) expect(rolesAt(held, narrowed, at)).toContain(role)
        const before = rolesAt(held, own, at).includes(role)
        const after = rolesAt(held, [...own, { role, siteId: other }], at).includes(role)
        if (own.length > 0 && before) expect(after).toBe(true)
      }
    }),
  )
})

test('Tincture itself acts everywhere; a token’s scopes narrow on', () => {
  const narrowed: SiteLimit[] = [{ role: 'stores', siteId: 'east' }]
  expect(mayAt({ roles: [], system: true }, ['order.receive'], narrowed, { id: 'west', name: 'West' }).ok).toBe(true)
  const token = { roles: ['stores' as const], scopes: ['orders:read' as const] }
  expect(mayAt(token, ['order.receive'], narrowed, { id: 'east', name: 'East' })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
})
