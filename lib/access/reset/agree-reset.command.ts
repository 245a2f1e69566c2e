import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAgree } from '#lib/access/consent/consent.rules.ts'
import { consentersOfTrust, decideRequest, oneAtATime, requestById } from '#lib/access/consent/request.store.ts'
import { passwordOfReset } from '#lib/access/one-time-password.ts'
import { hashPassword } from '#lib/access/password.ts'
import { setOneTimePassword } from '#lib/access/people.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneRequest } from './reset.schema.ts'

/**
 * A second administrator agrees to a password reset: from now on the one-time password works, every session of the person
 * is ended and their account is free. Answers the second half of the password; the first is for who asked (`takeHalf`).
 * Refused as `mayAgree` says, and with OTHER_TRUST when the person has come to work for another trust meanwhile.
 */
export async function agreeReset(act: Act, input: OneRequest): Promise<Result<{ name: string; half: string }>> {
  const { whole, second } = passwordOfReset(act.actor.trustId, input.requestId)
  const hash = await hashPassword(whole)
  const done = await commit(act, { name: 'agreeReset', permission: 'people.edit' }, input, async (tx) => {
    const decider = act.actor.personId
    if (decider === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
    await oneAtATime(tx)
    const request = await requestById(tx, act, input.requestId)
    if (request?.kind !== 'reset') return refuse({ code: 'NOT_FOUND', what: 'request' })
    const may = mayAgree(request, decider, await consentersOfTrust(tx, 'reset'), act.now)
    if (!may.ok) return may
    const person = (await peopleOfTrust(tx)).get(request.personId)
    if (!person || person.former) return refuse({ code: 'REQUEST_OVER' })
    if (!(await decideRequest(tx, act, request.id, { state: 'agreed' }))) return refuse({ code: 'REQUEST_OVER' })
    if (!(await setOneTimePassword(tx, act, person.id, hash))) return refuse({ code: 'OTHER_TRUST' })
    const data = { requestId: request.id, askedBy: request.askedBy }
    audit(tx, { document: 'person', id: person.id, verb: 'PASSWORD_RESET', data })
    return ok({ name: person.name })
  })
  return done.ok ? ok({ ...done.value, half: second }) : done
}
