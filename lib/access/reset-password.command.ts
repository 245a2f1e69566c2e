import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { oneTimePassword } from './one-time-password.ts'
import { hashPassword } from './password.ts'
import { setOneTimePassword } from './people.store.ts'
import type { OnePerson } from './person.schema.ts'

/**
 * Gives a person of the trust a one-time password, ends every session of theirs and frees a locked account. Refused
 * with OTHER_TRUST when they work for another trust too: no administrator alone may take over an account there.
 */
export async function resetPassword(act: Act, input: OnePerson): Promise<Result<{ name: string; password: string }>> {
  const password = oneTimePassword(act, 'resetPassword')
  const hash = await hashPassword(password)
  const done = await commit(act, { name: 'resetPassword', permission: 'people.edit' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person || person.former) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (!(await setOneTimePassword(tx, act, person.id, hash))) return refuse({ code: 'OTHER_TRUST' })
    audit(tx, { document: 'person', id: person.id, verb: 'PASSWORD_RESET', data: {} })
    return ok({ name: person.name })
  })
  return done.ok ? ok({ ...done.value, password }) : done
}
