import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Asker } from '#lib/access/permissions.ts'
import { isRole, type Role } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Result, refuse } from '#lib/result.ts'
import { mayAt, type PlacedPermission, rolesAt, type SiteLimit, sitesFor } from './site.rules.ts'

/** The sites to which roles of people of the current trust are limited, by person. Nobody without a limit is among them. */
export async function limitsOfTrust(tx: Tx): Promise<Map<string, SiteLimit[]>> {
  const rows = await tx.$queryRaw<{ person_id: string; role: string; site_id: string }[]>`
    SELECT person_id, role, site_id FROM role_site
    WHERE trust_id = identity.current_trust() ORDER BY person_id, role, site_id`
  const byPerson = new Map<string, SiteLimit[]>()
  for (const row of rows) {
    if (!isRole(row.role)) continue
    const limit = { role: row.role, siteId: row.site_id }
    byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), limit])
  }
  return byPerson
}

/** The limits of one person in the current trust. */
export async function limitsOf(tx: Tx, personId: string | null): Promise<SiteLimit[]> {
  if (personId === null) return []
  const rows = await tx.$queryRaw<{ role: string; site_id: string }[]>`
    SELECT role, site_id FROM role_site
    WHERE trust_id = identity.current_trust() AND person_id = ${personId}::uuid ORDER BY role, site_id`
  return rows.flatMap((row) => (isRole(row.role) ? [{ role: row.role, siteId: row.site_id }] : []))
}

/**
 * Whether the actor may do this for a store of the current trust, by any of these permissions, with the limits that stand at
 * this moment. Refuses NOT_AT_SITE, NOT_ALLOWED, NOT_FOUND (store).
 */
export async function mayAtStore(
  tx: Tx,
  actor: Actor,
  permissions: PlacedPermission | readonly PlacedPermission[],
  storeId: string,
): Promise<Result<undefined>> {
  const [site] = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT i.id, i.name FROM store s JOIN site i ON i.trust_id = s.trust_id AND i.id = s.site_id
    WHERE s.trust_id = identity.current_trust() AND s.id = ${storeId}::uuid`
  if (!site) return refuse({ code: 'NOT_FOUND', what: 'store' })
  const wanted = typeof permissions === 'string' ? [permissions] : permissions
  return mayAt(actor, wanted, await limitsOf(tx, actor.personId), site)
}

/** The roles of the actor that count for a store of the current trust; none where there is no such store. */
export async function rolesAtStore(tx: Tx, actor: Actor, storeId: string): Promise<Role[]> {
  const store = await tx.store.findFirst({ where: { trustId: actor.trustId, id: storeId }, select: { siteId: true } })
  return store ? rolesAt(actor.roles, await limitsOf(tx, actor.personId), store.siteId) : []
}

/** The stores for which the actor may do this; null = every one. */
export async function storesFor(
  tx: Tx,
  actor: Asker & { personId: string | null },
  permission: PlacedPermission,
): Promise<readonly string[] | null> {
  const sites = sitesFor(actor, permission, await limitsOf(tx, actor.personId))
  if (sites === null) return null
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM store WHERE trust_id = identity.current_trust() AND site_id = ANY (${[...sites]}::uuid[])`
  return rows.map((row) => row.id)
}
