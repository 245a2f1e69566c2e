import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { join, joiningFor } from './joining.store.ts'
import type { JoinTrust } from './person.schema.ts'

/**
 * Somebody who has an account enters the code that the administrator of another trust handed to them: from now on they
 * have the roles there that were waiting. Refused (INVALID) when the code is not theirs, was used, or is too old.
 */
export async function joinTrust(act: Act, input: JoinTrust): Promise<Result<{ trustId: string }>> {
  const { personId } = act.actor
  const trustId = personId && (await joiningFor(personId, input.code, act.now))
  if (!personId || !trustId) return wrong()
  const there: Act = { ...act, actor: { ...act.actor, trustId } }
  return commit(there, { name: 'joinTrust', permission: 'own.settings' }, {}, async (tx) => {
    const roles = await join(tx, there, personId, input.code)
    if (!roles) return wrong()
    audit(tx, { document: 'person', id: personId, verb: 'PERSON_JOINED', data: { roles } })
    return ok({ trustId })
  })
}

function wrong(): Result<never> {
  const message = 'Enter the code as you were given it. It works once, for 14 days, and for you only'
  return refuse({ code: 'INVALID', errors: [{ field: 'code', message }] })
}
