import 'server-only'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { endMootExceptions } from './conflicts/exception.store.ts'
import { dropLeaving } from './leavers/leaving.store.ts'
import { setRoles } from './people.store.ts'
import type { Role } from './roles.ts'
import type { SiteLimit } from './sites/site.rules.ts'
import { limitsOf } from './sites/site.store.ts'

/** The roles that somebody is to have, and the sites to which they are limited. */
export type RolesAtSites = { roles: readonly Role[]; sites: readonly SiteLimit[] }

/** How it came about, for the record: with whose consent, or that it was done alone. */
export type HowAgreed = { requestId?: string; askedBy?: string; alone?: true }

/** Whether every site belongs to this trust; INVALID otherwise. */
export async function sitesExist(tx: Tx, act: Act, sites: readonly SiteLimit[]): Promise<Result<undefined>> {
  const ids = [...new Set(sites.map((limit) => limit.siteId))]
  if (ids.length === 0) return ok()
  const known = await tx.site.count({ where: { trustId: act.actor.trustId, id: { in: ids } } })
  if (known === ids.length) return ok()
  return refuse({ code: 'INVALID', errors: [{ field: 'sites', message: 'Choose sites of this trust' }] })
}

/**
 * Writes a person's roles, with the record; exceptions that are no longer needed end. With none they have left, and no
 * day of leaving is kept for them. The trust's row is locked by the caller (`oneAtATime`). `how` goes on the record: with
 * whose consent, or that it was done alone. Refused (INVALID) where the trust would be left without an administrator.
 */
export async function applyRoles(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  to: RolesAtSites,
  how: HowAgreed = {},
): Promise<Result<undefined>> {
  const admins = [...(await peopleOfTrust(tx)).values()].filter((one) => one.roles.includes('admin'))
  if (!to.roles.includes('admin') && admins.length === 1 && admins[0]?.id === person.id) {
    const message = 'Make somebody else administrator first: this trust has no other'
    return refuse({ code: 'INVALID', errors: [{ field: 'roles', message }] })
  }
  const sitesBefore = await limitsOf(tx, person.id)
  await setRoles(tx, act, person.id, to.roles, to.sites)
  const ended = await endMootExceptions(tx, act, person.id, to.roles)
  const left = to.roles.length === 0
  if (left) await dropLeaving(tx, person.id)
  const verb = left ? 'PERSON_LEFT' : 'ROLES_CHANGED'
  const sites = to.sites.filter((limit) => to.roles.includes(limit.role))
  const placed = sitesBefore.length > 0 || sites.length > 0 ? { sitesFrom: sitesBefore, sites } : {}
  const data = {
    from: person.roles,
    to: to.roles,
    ...how,
    ...placed,
    ...(ended.length > 0 ? { exceptionsEnded: ended } : {}),
  }
  audit(tx, { document: 'person', id: person.id, verb, data })
  return ok()
}
