import { type Asker, mayAny, type Permission } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** Roles that can be limited to sites: those whose work lies at a place. Whoever decides for the whole trust is not. */
export const SITE_ROLES = ['technician', 'pharmacist', 'stores', 'lead'] as const satisfies readonly Role[]

/** A role that can be limited. */
export type SiteRole = (typeof SITE_ROLES)[number]

/** Whether a role can be limited to sites. */
export function isSiteRole(role: string): role is SiteRole {
  return (SITE_ROLES as readonly string[]).includes(role)
}

/**
 * What a limit narrows: acts upon a store and what is ordered for it. Looking is not narrowed: a trust's orders, stock and
 * prices are one whole, and whoever is short asks the other site.
 */
export const PLACED = [
  'order.raise',
  'order.approve',
  'order.approve_clinical',
  'order.sign_requisition',
  'order.approve_unlicensed',
  'order.receive',
  'order.reverse_receipt',
  'order.decide_over_delivery',
  'order.decide_quarantine',
  'stock.count',
] as const satisfies readonly Permission[]

/** A permission that is asked for a place. */
export type PlacedPermission = (typeof PLACED)[number]

/** A site to which a role of a person is limited. */
export type SiteLimit = { role: Role; siteId: string }

/** The roles that count at a site: those without a limit, and those limited to it among others. */
export function rolesAt(roles: readonly Role[], limits: readonly SiteLimit[], siteId: string): Role[] {
  return roles.filter((role) => {
    const own = limits.filter((limit) => limit.role === role)
    return own.length === 0 || own.some((limit) => limit.siteId === siteId)
  })
}

/** Whether somebody may do this at a site, by any of these permissions. Tincture itself may everywhere. */
export function mayAt(
  asker: Asker,
  permissions: readonly PlacedPermission[],
  limits: readonly SiteLimit[],
  site: { id: string; name: string },
): Result<undefined> {
  if (mayAny({ ...asker, roles: rolesAt(asker.roles, limits, site.id) }, permissions)) return ok()
  return mayAny(asker, permissions)
    ? refuse({ code: 'NOT_AT_SITE', site: site.name })
    : refuse({ code: 'NOT_ALLOWED', permission: permissions[0] ?? '' })
}

/** The sites at which somebody may do this; null = at every one. */
export function sitesFor(
  asker: Asker,
  permission: PlacedPermission,
  limits: readonly SiteLimit[],
): readonly string[] | null {
  if (limits.length === 0 || asker.system) return null
  const able = asker.roles.filter((role) => mayAny({ ...asker, roles: [role] }, [permission]))
  const sites: string[] = []
  for (const role of able) {
    const own = limits.filter((limit) => limit.role === role)
    if (own.length === 0) return null
    sites.push(...own.map((limit) => limit.siteId))
  }
  return [...new Set(sites)]
}
