import { ROLE_NAMES, type Role } from '#lib/access/roles.ts'
import type { SiteLimit } from '#lib/access/sites/site.rules.ts'
import { formatList } from '#lib/values/format.ts'

/** Roles as one line, each with the sites it is limited to: "Goods-in at Eastfield, Pharmacist". */
export function rolesInWords(
  roles: readonly Role[],
  limits: readonly SiteLimit[] = [],
  sites: readonly { id: string; name: string }[] = [],
): string {
  return roles
    .map((role) => {
      const own = limits.filter((limit) => limit.role === role)
      const names = own.map((limit) => sites.find((site) => site.id === limit.siteId)?.name ?? 'another site')
      return names.length > 0 ? `${ROLE_NAMES[role]} at ${formatList(names)}` : ROLE_NAMES[role]
    })
    .join(', ')
}
