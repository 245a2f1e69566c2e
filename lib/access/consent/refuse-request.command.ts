import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { OneRequest, RefuseRequest } from '#lib/access/reset/reset.schema.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { chainOf, whatOf } from './ask-second.store.ts'
import { isOpen, mayAgree } from './consent.rules.ts'
import { consentersOfTrust, decideRequest, requestById } from './request.store.ts'
import { consentTo, verbOf } from './request-kinds.rules.ts'

/** Somebody who may consent does not: nothing changes for the person. Refused as `mayAgree` says. */
export async function refuseRequest(act: Act, input: RefuseRequest): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'refuseRequest', permission: 'people.consent' }, input, async (tx) => {
    const request = await requestById(tx, act, input.requestId)
    if (!request) return refuse({ code: 'NOT_FOUND', what: 'request' })
    const may = mayAgree(request, act.actor.personId ?? '', await consentersOfTrust(tx, consentTo(request)), act.now)
    if (!may.ok) return may
    const done = await decideRequest(tx, act, request.id, { state: 'refused', comment: input.comment })
    if (!done) return refuse({ code: 'REQUEST_OVER' })
    const to = consentTo(request)
    const data = { requestId: request.id, askedBy: request.askedBy, comment: input.comment, ...whatOf(to) }
    audit(tx, { ...chainOf(act, request), verb: verbOf(to, 'REFUSED'), data })
    return ok({ personId: request.personId })
  })
}

/** Who asked takes it back while it waits. Refused with NOT_FOUND to anybody else. */
export async function withdrawRequest(act: Act, input: OneRequest): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'withdrawRequest', permission: 'people.edit' }, input, async (tx) => {
    const request = await requestById(tx, act, input.requestId)
    if (!request || request.askedBy !== act.actor.personId) return refuse({ code: 'NOT_FOUND', what: 'request' })
    const open = isOpen(request, act.now) && (await decideRequest(tx, act, request.id, { state: 'withdrawn' }))
    if (!open) return refuse({ code: 'REQUEST_OVER' })
    const to = consentTo(request)
    const data = { requestId: request.id, ...whatOf(to) }
    audit(tx, { ...chainOf(act, request), verb: verbOf(to, 'WITHDRAWN'), data })
    return ok({ personId: request.personId })
  })
}
