import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import type { Act } from './actor.ts'
import { conflictsOf } from './conflicts/conflict.rules.ts'
import { conflictWords } from './conflicts/conflict-words.rules.ts'
import { mayBeginAs } from './consent/alone.store.ts'
import { oneAtATime } from './consent/request.store.ts'
import { askToJoin } from './joining.store.ts'
import { oneTimePassword } from './one-time-password.ts'
import { hashPassword } from './password.ts'
import { enrol, limitRoles, setRoles } from './people.store.ts'
import type { AddPerson } from './person.schema.ts'
import { sitesExist } from './role-change.store.ts'
import { rolesMayMeet } from './roles.rules.ts'

/**
 * Who was added. `password` is shown once and works for `hours`; null when they sign in with the one they have. `code`: another trust brought
 * them in, and they join here by entering it; null where they are here already.
 */
export type Added = { personId: string; password: string | null; code: string | null; hours: number }

/**
 * Adds a person to the trust with their roles. A new one gets a one-time password. Who has an account with another trust
 * keeps their password, and has no role here until they enter the code that this administrator hands to them: the one who
 * made the account may not come in by it. Refused (INVALID) when they are here already, the roles may not meet, or they would
 * begin as administrator where a second administrator has to agree, and with
 * ROLES_CLASH when they do not go together: an exception is asked for on their page. The seed alone hands a
 * password of its own (`given`), as Tincture itself.
 */
export async function addPerson(
  act: Act,
  input: AddPerson,
  given?: { passwordHash: string; oneTime: boolean },
): Promise<Result<Added>> {
  if (given && !act.actor.system) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const password = given ? null : oneTimePassword(act, 'addPerson')
  const joiningCode = oneTimePassword(act, 'joinTrust')
  const passwordHash = password === null ? (given?.passwordHash ?? '') : await hashPassword(password)
  const added = await commit(act, { name: 'addPerson', permission: 'people.edit' }, input, async (tx) => {
    const meet = rolesMayMeet({ roles: input.roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    const clashes = conflictsOf(input.roles)
    if (clashes.length > 0) return refuse({ code: 'ROLES_CLASH', pairs: clashes.map(conflictWords) })
    const sites = input.sites ?? []
    const placed = await sitesExist(tx, act, sites)
    if (!placed.ok) return placed
    await oneAtATime(tx)
    const begins = await mayBeginAs(tx, act, input.roles)
    if (!begins.ok) return begins
    const here = [...(await peopleOfTrust(tx)).values()].find((one) => one.email === input.email)
    if (here && !here.former) {
      const message = 'Enter another e-mail address: this one is in your list already'
      return refuse({ code: 'INVALID', errors: [{ field: 'email', message }] })
    }
    const oneTime = given?.oneTime ?? true
    const { personId, isNew } = await enrol(tx, act, { email: input.email, name: input.name, passwordHash, oneTime })
    const joins = !isNew && !here && !act.actor.system
    if (joins) {
      await askToJoin(tx, act, { personId, roles: input.roles, code: joiningCode })
      await limitRoles(tx, act, personId, input.roles, sites)
    } else await setRoles(tx, act, personId, input.roles, sites)
    const verb = joins ? 'PERSON_ASKED' : 'PERSON_ADDED'
    audit(tx, {
      document: 'person',
      id: personId,
      verb,
      data: { roles: input.roles, isNew, ...begins.value, ...(sites.length > 0 ? { sites } : {}) },
    })
    const { oneTimeHours: hours } = await settingsOfTrust(tx)
    return ok({ personId, isNew, joins, hours })
  })
  if (!added.ok) return added
  const { personId, isNew, joins, hours } = added.value
  return ok({ personId, password: isNew ? password : null, code: joins ? joiningCode : null, hours })
}
