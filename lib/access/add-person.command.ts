import 'server-only'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import type { Act } from './actor.ts'
import { bringIn, mayBringIn } from './bring-in.store.ts'
import { askSecond, howOf, keepAlone, type SecondOutcome } from './consent/ask-second.store.ts'
import { oneAtATime } from './consent/request.store.ts'
import { approves } from './consent/second.rules.ts'
import { oneTimePassword } from './one-time-password.ts'
import { hashPassword } from './password.ts'
import type { AddPerson } from './person.schema.ts'

/**
 * Who was added. `password` is shown once and works for `hours`; null when they sign in with the one they have. `code`: another trust brought
 * them in, and they join here by entering it; null where they are here already. `alone`: it takes a second person, and
 * there was none. `requestId`: it waits for one, and nobody was added (`personId` is empty).
 */
export type Added = {
  personId: string
  password: string | null
  code: string | null
  hours: number
  alone: boolean
  requestId: string | null
}

type Brought = Omit<Added, 'password' | 'code'> & { isNew: boolean; joins: boolean }

/**
 * Adds a person to the trust with their roles. A new one gets a one-time password. Who has an account with another trust
 * keeps their password, and has no role here until they enter the code that this administrator hands to them: the one who
 * made the account may not come in by it. Whoever would approve or administer is asked for where a second person's word
 * counts: nothing is added before they agree (`agreePerson`), and no administrator alone ever sees that password. Refused
 * as `mayBringIn` says. The seed alone hands a password of its own (`given`), as Tincture itself.
 */
export async function addPerson(
  act: Act,
  input: AddPerson,
  given?: { passwordHash: string; oneTime: boolean },
): Promise<Result<Added>> {
  if (given && !act.actor.system) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const password = given ? null : oneTimePassword(act, 'addPerson')
  const code = oneTimePassword(act, 'joinTrust')
  const passwordHash = password === null ? (given?.passwordHash ?? '') : await hashPassword(password)
  const added = await commit<Brought>(act, { name: 'addPerson', permission: 'people.edit' }, input, async (tx) => {
    await oneAtATime(tx)
    const may = await mayBringIn(tx, act, input)
    if (!may.ok) return may
    const { email, name, roles, sites = [] } = input
    const powers = roles.filter((role) => role === 'admin' || approves(role))
    const to = roles.includes('admin') ? 'new_admin' : 'new'
    const wanted = { name, email, roles: [...roles], sites: [...sites] }
    const asked: Result<SecondOutcome> =
      powers.length > 0 ? await askSecond(tx, act, { to, personId: null, wanted, roles }) : ok('free')
    if (!asked.ok) return asked
    const { oneTimeHours: hours } = await settingsOfTrust(tx)
    if (typeof asked.value === 'object') {
      const nobody = { personId: '', isNew: false, joins: false, alone: false }
      return ok({ ...nobody, hours, requestId: asked.value.asked })
    }
    const how = howOf(asked.value)
    const oneTime = given?.oneTime ?? true
    const brought = await bringIn(tx, act, input, { passwordHash, oneTime, code, how })
    await keepAlone(tx, act, asked.value, { to, personId: brought.personId, roles: powers })
    return ok({ ...brought, hours, alone: how.alone === true, requestId: null })
  })
  if (!added.ok) return added
  const { isNew, joins, ...rest } = added.value
  return ok({ ...rest, password: isNew ? password : null, code: joins ? code : null })
}
