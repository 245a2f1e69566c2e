import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { bringIn, mayBringIn } from '#lib/access/bring-in.store.ts'
import { passwordOfReset } from '#lib/access/one-time-password.ts'
import { hashPassword } from '#lib/access/password.ts'
import type { OneRequest } from '#lib/access/reset/reset.schema.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayAgree } from './consent.rules.ts'
import { consentersOfTrust, decideRequest, oneAtATime, requestById } from './request.store.ts'
import { consentTo } from './request-kinds.rules.ts'
import { wantedPerson } from './wanted.schema.ts'

/** Who was let in; the second half of their one-time password (or of the code to join by), null where they have a password. */
export type LetIn = { name: string; half: string | null; joins: boolean }

/**
 * A second person agrees that somebody new comes in with a role that approves or administers: they have an account from now
 * on. Whoever asked has the first half of its one-time password (`takeHalf`), who agrees the second: neither can sign in by
 * it. Who has an account with another trust enters both halves as the code to join by. Refused as `mayAgree` and
 * `mayBringIn` say.
 */
export async function agreePerson(act: Act, input: OneRequest): Promise<Result<LetIn>> {
  const { whole, second } = passwordOfReset(act.actor.trustId, input.requestId)
  const passwordHash = await hashPassword(whole)
  const done = await commit(act, { name: 'agreePerson', permission: 'people.consent' }, input, async (tx) => {
    const { trustId, personId: decider } = act.actor
    if (decider === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.consent' })
    await oneAtATime(tx)
    const request = await requestById(tx, act, input.requestId)
    if (request?.kind !== 'new') return refuse({ code: 'NOT_FOUND', what: 'request' })
    const may = mayAgree(request, decider, await consentersOfTrust(tx, consentTo(request)), act.now)
    if (!may.ok) return may
    const person = wantedPerson.parse(request.wanted)
    const fits = await mayBringIn(tx, act, person)
    if (!fits.ok) return fits
    if (!(await decideRequest(tx, act, request.id, { state: 'agreed' }))) return refuse({ code: 'REQUEST_OVER' })
    const how = { requestId: request.id, askedBy: request.askedBy }
    const brought = await bringIn(tx, act, person, { passwordHash, oneTime: true, code: whole, how })
    // who comes back may not be who agrees to it, nor who asked
    if ([decider, request.askedBy].includes(brought.personId)) return refuse({ code: 'OWN_ACCOUNT' })
    await tx.personRequest.updateMany({ where: { trustId, id: request.id }, data: { personId: brought.personId } })
    return ok({ ...brought, name: person.name })
  })
  if (!done.ok) return done
  const { name, isNew, joins } = done.value
  return ok({ name, joins, half: isNew || joins ? second : null })
}
