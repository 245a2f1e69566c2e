import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAgree } from '#lib/access/consent/consent.rules.ts'
import { consentersOfTrust, decideRequest, oneAtATime, requestById } from '#lib/access/consent/request.store.ts'
import { consentTo } from '#lib/access/consent/request-kinds.rules.ts'
import { wantedRoles } from '#lib/access/consent/wanted.schema.ts'
import type { OneRequest } from '#lib/access/reset/reset.schema.ts'
import { applyRoles, sitesExist } from '#lib/access/role-change.store.ts'
import { rolesMayMeet } from '#lib/access/roles.rules.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { endExceptions, exceptionsInForce, giveExceptions } from './exception.store.ts'

/**
 * Another administrator or the chief pharmacist agrees that a person holds two roles that do not go together: the roles
 * count from now on, the exceptions stand until their last day. The same for an approving role, and for an administrator's
 * role that is taken away; that somebody becomes an administrator, only another administrator agrees to. Refused as `mayAgree` says, and with REQUEST_OVER when the
 * person's roles have changed since it was asked, or the last day has come.
 */
export async function agreeRoles(act: Act, input: OneRequest): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'agreeRoles', permission: 'people.consent' }, input, async (tx) => {
    const decider = act.actor.personId
    if (decider === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.consent' })
    await oneAtATime(tx)
    const request = await requestById(tx, act, input.requestId)
    if (request?.kind !== 'roles') return refuse({ code: 'NOT_FOUND', what: 'request' })
    const may = mayAgree(request, decider, await consentersOfTrust(tx, consentTo(request)), act.now)
    if (!may.ok) return may
    const wanted = wantedRoles.parse(request.wanted)
    const person = (await peopleOfTrust(tx)).get(request.personId)
    const same = person && [...person.roles].sort().join() === [...wanted.held].sort().join()
    const { until } = wanted
    const late = until !== null && until <= londonDate(act.now)
    if (!person || person.former || !same || late) return refuse({ code: 'REQUEST_OVER' })
    const meet = rolesMayMeet({ roles: wanted.roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    const placed = await sitesExist(tx, act, wanted.sites)
    if (!placed.ok) return placed
    if (!(await decideRequest(tx, act, request.id, { state: 'agreed' }))) return refuse({ code: 'REQUEST_OVER' })
    const { reason, askedBy } = request
    const consent = { requestId: request.id, askedBy }
    const applied = await applyRoles(tx, act, person, wanted, until === null ? consent : {})
    if (!applied.ok) return applied
    if (until === null) return ok({ personId: person.id })
    const replaced = (await exceptionsInForce(tx, act, person.id)).filter((one) =>
      wanted.pairs.some((pair) => pair.role === one.role && pair.beside === one.beside),
    )
    await endExceptions(tx, act, replaced, 'renewed')
    await giveExceptions(
      tx,
      act,
      wanted.pairs.map((pair) => ({ personId: person.id, ...pair, reason, until, askedBy })),
    )
    const data = { ...consent, reason, until, pairs: wanted.pairs }
    audit(tx, { document: 'person', id: person.id, verb: 'EXCEPTION_GIVEN', data })
    return ok({ personId: person.id })
  })
}
