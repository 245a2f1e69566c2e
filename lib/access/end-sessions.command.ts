import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { endSessionsOf } from './people.store.ts'
import type { OnePerson } from './person.schema.ts'

/** Signs a person of the trust out wherever they are signed in here; answers how many sessions ended. */
export async function endSessions(act: Act, input: OnePerson): Promise<Result<{ name: string; ended: number }>> {
  return commit(act, { name: 'endSessions', permission: 'people.edit' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const ended = await endSessionsOf(tx, act, person.id)
    audit(tx, { document: 'person', id: person.id, verb: 'SESSIONS_ENDED', data: { ended } })
    return ok({ name: person.name, ended })
  })
}
