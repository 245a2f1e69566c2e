import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { administratorsOver, mayAtConsole } from '#lib/access/consent/consent.rules.ts'
import { consentersOfTrust, oneAtATime } from '#lib/access/consent/request.store.ts'
import { oneTimePassword } from '#lib/access/one-time-password.ts'
import { hashPassword } from '#lib/access/password.ts'
import { setOneTimePassword } from '#lib/access/people.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/**
 * At the machine's own console (Tincture itself): gives a person a one-time password where no two administrators could do
 * so together. Refused with TWO_ADMINISTRATORS (who they are) where they could, with OTHER_TRUST for who works for another
 * trust too.
 */
export async function resetAtConsole(act: Act, input: { personId: string }): Promise<Result<{ password: string }>> {
  if (!act.actor.system) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const password = oneTimePassword(act, 'resetAtConsole')
  const hash = await hashPassword(password)
  const done = await commit(act, { name: 'resetAtConsole', permission: 'people.edit' }, input, async (tx) => {
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(input.personId)
    if (!person || person.former) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const administrators = await consentersOfTrust(tx, 'reset')
    if (!mayAtConsole(person.id, administrators, act.now)) {
      const able = administratorsOver(person.id, administrators, act.now)
      return refuse({ code: 'TWO_ADMINISTRATORS', names: able.map((one) => nameOf(people, one.personId)) })
    }
    if (!(await setOneTimePassword(tx, act, person.id, hash))) return refuse({ code: 'OTHER_TRUST' })
    audit(tx, { document: 'person', id: person.id, verb: 'PASSWORD_RESET', data: { at: 'console' } })
    return ok({ name: person.name })
  })
  return done.ok ? ok({ password }) : done
}
