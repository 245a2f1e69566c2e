import 'server-only'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { conflictsOf } from './conflicts/conflict.rules.ts'
import { conflictWords } from './conflicts/conflict-words.rules.ts'
import { askToJoin } from './joining.store.ts'
import { enrol, limitRoles, setRoles } from './people.store.ts'
import { sitesExist } from './role-change.store.ts'
import { rolesMayMeet } from './roles.rules.ts'
import type { Role } from './roles.ts'
import type { SiteLimit } from './sites/site.rules.ts'

/** Who is to be brought in, and with which roles. */
export type Newcomer = { email: string; name: string; roles: readonly Role[]; sites?: readonly SiteLimit[] }

/** Who was brought in: whether the account is new, and whether they join by entering a code. */
export type BroughtIn = { personId: string; isNew: boolean; joins: boolean }

/**
 * Whether somebody could be brought in with these roles. Refused (INVALID) when they are here already or the roles may not
 * meet, and with ROLES_CLASH when they do not go together.
 */
export async function mayBringIn(tx: Tx, act: Act, { email, roles, sites = [] }: Newcomer): Promise<Result<undefined>> {
  const meet = rolesMayMeet({ roles, trustKind: act.actor.trustKind })
  if (!meet.ok) return meet
  const clashes = conflictsOf(roles)
  if (clashes.length > 0) return refuse({ code: 'ROLES_CLASH', pairs: clashes.map(conflictWords) })
  const placed = await sitesExist(tx, act, sites)
  if (!placed.ok) return placed
  const here = [...(await peopleOfTrust(tx)).values()].find((one) => one.email === email)
  if (!here || here.former) return ok()
  const message = 'Enter another e-mail address: this one is in your list already'
  return refuse({ code: 'INVALID', errors: [{ field: 'email', message }] })
}

/**
 * Brings somebody in who may be. Who has an account with another trust keeps their password, and has no role here until
 * they enter the code; Tincture itself lets them in at once. `how` goes on the record.
 */
export async function bringIn(
  tx: Tx,
  act: Act,
  { email, name, roles, sites = [] }: Newcomer,
  { passwordHash, oneTime, code, how = {} }: { passwordHash: string; oneTime: boolean; code: string; how?: object },
): Promise<BroughtIn> {
  const here = [...(await peopleOfTrust(tx)).values()].find((one) => one.email === email)
  const { personId, isNew } = await enrol(tx, act, { email, name, passwordHash, oneTime })
  const joins = !isNew && !here && !act.actor.system
  if (joins) {
    await askToJoin(tx, act, { personId, roles, code })
    await limitRoles(tx, act, personId, roles, sites)
  } else await setRoles(tx, act, personId, roles, sites)
  const verb = joins ? 'PERSON_ASKED' : 'PERSON_ADDED'
  const data = { roles, isNew, ...how, ...(sites.length > 0 ? { sites } : {}) }
  audit(tx, { document: 'person', id: personId, verb, data })
  return { personId, isNew, joins }
}
