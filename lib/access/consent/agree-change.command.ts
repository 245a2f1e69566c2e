import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { setEmail } from '#lib/access/correct/correct.store.ts'
import { keepDirectory } from '#lib/access/directory/directory.store.ts'
import { leaveNow } from '#lib/access/leavers/leave.store.ts'
import type { OneRequest } from '#lib/access/reset/reset.schema.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { keepSettings } from '#lib/trusts/settings.store.ts'
import { mayAgree } from './consent.rules.ts'
import { consentersOfTrust, decideRequest, oneAtATime, requestById, type StoredRequest } from './request.store.ts'
import { consentTo } from './request-kinds.rules.ts'
import { wantedDirectory, wantedEmail, wantedLeave, wantedSettings } from './wanted.schema.ts'

/**
 * A second person agrees to what one administrator alone must not do: that an administrator leaves, that somebody signs in
 * with another address, weaker rules of signing in, the directory. It counts from now on, with both on the record. Refused
 * as `mayAgree` says, and with REQUEST_OVER when what it was about has changed meanwhile.
 */
export async function agreeChange(act: Act, input: OneRequest): Promise<Result<{ kind: StoredRequest['kind'] }>> {
  return commit(act, { name: 'agreeChange', permission: 'people.consent' }, input, async (tx) => {
    const decider = act.actor.personId
    if (decider === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.consent' })
    await oneAtATime(tx)
    const request = await requestById(tx, act, input.requestId)
    const carryOut = request && CARRIED_OUT[request.kind]
    if (!request || !carryOut) return refuse({ code: 'NOT_FOUND', what: 'request' })
    const may = mayAgree(request, decider, await consentersOfTrust(tx, consentTo(request)), act.now)
    if (!may.ok) return may
    if (!(await decideRequest(tx, act, request.id, { state: 'agreed' }))) return refuse({ code: 'REQUEST_OVER' })
    const done = await carryOut(tx, act, request, { requestId: request.id, askedBy: request.askedBy })
    return done.ok ? ok({ kind: request.kind }) : done
  })
}

type CarryOut = (
  tx: Tx,
  act: Act,
  request: StoredRequest,
  consent: { requestId: string; askedBy: string },
) => Promise<Result<undefined>>

const CARRIED_OUT: Partial<Record<StoredRequest['kind'], CarryOut>> = {
  leave: async (tx, act, request, consent) => {
    const people = await peopleOfTrust(tx)
    const person = people.get(request.personId)
    if (!person || person.former) return refuse({ code: 'REQUEST_OVER' })
    return leaveNow(tx, act, people, { person, handTo: wantedLeave.parse(request.wanted).handTo, how: consent })
  },
  email: async (tx, act, request, consent) => {
    const { email, from } = wantedEmail.parse(request.wanted)
    const person = (await peopleOfTrust(tx)).get(request.personId)
    if (!person || person.former || person.email !== from) return refuse({ code: 'REQUEST_OVER' })
    return setEmail(tx, act, person, email, consent)
  },
  settings: async (tx, act, request, consent) => {
    const { version, settings } = wantedSettings.parse(request.wanted)
    return (await keepSettings(tx, act, { version, settings }, consent)) ? ok() : refuse({ code: 'REQUEST_OVER' })
  },
  directory: async (tx, act, request, consent) => {
    const { secret, ...rest } = wantedDirectory.parse(request.wanted)
    const sealed = secret === null ? null : Buffer.from(secret, 'base64')
    if (!(await keepDirectory(tx, act, { ...rest, secret: sealed }))) return refuse({ code: 'REQUEST_OVER' })
    const data = { ...rest, secretGiven: sealed !== null, version: rest.version + 1, ...consent }
    audit(tx, { document: 'trust', id: act.actor.trustId, verb: 'DIRECTORY_SET', data })
    return ok()
  },
}
