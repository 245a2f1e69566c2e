import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust, rolesBeside, type TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import type { Act } from './actor.ts'
import { conflictsOf, mayLastUntil, uncovered, withdrawnLater } from './conflicts/conflict.rules.ts'
import { conflictWords } from './conflicts/conflict-words.rules.ts'
import { exceptionsInForce } from './conflicts/exception.store.ts'
import { askSecond, howOf, keepAlone, type SecondOutcome } from './consent/ask-second.store.ts'
import { mayAsk, waitsUntilDay } from './consent/consent.rules.ts'
import { consentersOfTrust, oneAtATime, waitingRequest } from './consent/request.store.ts'
import { powerGained, powerLost } from './consent/second.rules.ts'
import { makesAdministrator, takesAdministrator, type WantedRoles } from './consent/wanted.schema.ts'
import { leaveNow, whoTakesOver } from './leavers/leave.store.ts'
import type { LeaveTrust } from './leavers/leavers.schema.ts'
import { tellOthers } from './leavers/tell-others.store.ts'
import type { ChangeRoles } from './person.schema.ts'
import { applyRoles, type RolesAtSites, sitesExist } from './role-change.store.ts'
import { rolesMayMeet } from './roles.rules.ts'
import { limitsOf } from './sites/site.store.ts'

type Tx = Parameters<typeof applyRoles>[0]

/** What became of it: done, or waiting for consent as this request. */
export type RolesChanged = { personId: string; requestId: string | null }

/**
 * Gives a person of the trust exactly these roles, limited to sites where it says so, from their next page on. Refused
 * as `addPerson` is. Two roles that do not go together are refused (ROLES_CLASH), unless reason and last day are said: then
 * nothing changes before another administrator or the chief pharmacist agrees to the exception (`agreeRoles`). Nor does
 * anybody get a role that approves (or one that reaches farther), nor lose one by which others would slip from under a second
 * person (`powerLost`), before another person agrees, where there is one whose word counts; nor become an administrator
 * before another one does.
 */
export async function changeRoles(act: Act, input: ChangeRoles): Promise<Result<RolesChanged>> {
  return commit(act, { name: 'changeRoles', permission: 'people.edit' }, input, async (tx) => {
    const { personId, roles, sites = [], reason = '', until = null } = input
    const meet = rolesMayMeet({ roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    const placed = await sitesExist(tx, act, sites)
    if (!placed.ok) return placed
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const to: RolesAtSites = { roles: [...roles], sites: [...sites] }
    if (makesAdministrator({ roles, held: person.roles }))
      return withSecond(tx, act, people, { person, to, what: 'admin', reason })
    const inForce = await exceptionsInForce(tx, act, personId)
    const clashes = uncovered(roles, inForce, londonDate(act.now))
    const said = until !== null || reason !== ''
    const pairs = said ? conflictsOf(roles) : clashes
    if (pairs.length === 0) {
      const what = await secondFor(tx, act, people, person, to)
      return withSecond(tx, act, people, { person, to, what, reason })
    }
    if (!said) return refuse({ code: 'ROLES_CLASH', pairs: clashes.map(conflictWords) })
    return ask(
      tx,
      act,
      person,
      { roles: [...roles], sites: [...sites] },
      {
        ...{ reason, until },
        pairs: pairs.map((pair) => withdrawnLater(pair, person.roles, inForce)),
      },
    )
  })
}

/**
 * A person leaves the trust: no roles, and their sessions and tokens end at once. What they did keeps their name; what waits
 * for them is handed over where `handTo` says to whom. Who approves leaves by one administrator's word, as it may not wait:
 * the others are told, and what their word was asked for is done by nobody alone for a week. An administrator leaves once a
 * second person agrees, where there is one whose word counts; their sessions can be ended at once (`endSessions`).
 */
export async function leaveTrust(act: Act, input: LeaveTrust): Promise<Result<RolesChanged>> {
  return commit<RolesChanged>(act, { name: 'leaveTrust', permission: 'people.edit' }, input, async (tx) => {
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const { handTo = null } = input
    const takes = whoTakesOver(people, person.id, handTo)
    if (!takes.ok) return takes
    const second = { to: 'leave', personId: person.id, wanted: { handTo }, roles: person.roles } as const
    const own = person.id === act.actor.personId
    const lost = own || act.actor.personId === null ? [] : powerLost(person.roles, [], rolesBeside(people, person.id))
    const asked: Result<SecondOutcome> = lost.includes('admin')
      ? await askSecond(tx, act, second)
      : ok(lost.length > 0 ? 'alone' : 'free')
    if (!asked.ok) return asked
    if (typeof asked.value === 'object') return ok({ personId: person.id, requestId: asked.value.asked })
    const left = await leaveNow(tx, act, people, { person, handTo, how: howOf(asked.value) })
    if (!left.ok) return left
    await keepAlone(tx, act, asked.value, second)
    if (!own) await tellOthers(tx, act, people, { who: person.id, roles: person.roles, kind: 'left' })
    return ok({ personId: person.id, requestId: null })
  })
}

/** What of a change of roles a second person must agree to; null for nothing. */
async function secondFor(
  tx: Tx,
  act: Act,
  people: ReadonlyMap<string, TrustPerson>,
  person: TrustPerson,
  to: RolesAtSites,
): Promise<'approver' | 'demote' | null> {
  const own = person.id === act.actor.personId
  if (takesAdministrator({ roles: to.roles, held: person.roles }) && !own) return 'demote'
  const from = { roles: person.roles, sites: await limitsOf(tx, person.id) }
  if (powerGained(from, to).length > 0) return 'approver'
  const lost = own ? [] : powerLost(person.roles, to.roles, rolesBeside(people, person.id))
  return lost.length > 0 ? 'demote' : null
}

type Change = {
  person: TrustPerson
  to: RolesAtSites
  what: 'admin' | 'approver' | 'demote' | null
  reason: string
}

/** Does it, or asks a second person first; where no other's word counts, it is done, and listed as done alone. */
async function withSecond(
  tx: Tx,
  act: Act,
  people: ReadonlyMap<string, TrustPerson>,
  { person, to, what, reason }: Change,
): Promise<Result<RolesChanged>> {
  const { roles, sites } = to
  const wanted: WantedRoles = { roles: [...roles], sites: [...sites], held: person.roles, until: null, pairs: [] }
  const second = what && { to: what, personId: person.id, wanted, reason, roles }
  const asked: Result<SecondOutcome> = second ? await askSecond(tx, act, second) : ok('free')
  if (!asked.ok) return asked
  if (typeof asked.value === 'object') return ok({ personId: person.id, requestId: asked.value.asked })
  const applied = await applyRoles(tx, act, person, to, howOf(asked.value))
  if (!applied.ok) return applied
  if (second) {
    const lost = person.roles.filter((role) => !roles.includes(role))
    const about = what === 'demote' ? lost : roles.filter((role) => !person.roles.includes(role))
    await keepAlone(tx, act, asked.value, { ...second, roles: about })
    if (what === 'demote') await tellOthers(tx, act, people, { who: person.id, roles: lost, kind: 'lost' })
  }
  return ok({ personId: person.id, requestId: null })
}

async function ask(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  to: Pick<WantedRoles, 'roles' | 'sites'>,
  exception: { reason: string; until: LocalDate | null; pairs: WantedRoles['pairs'] },
): Promise<Result<RolesChanged>> {
  const { reason, until, pairs } = exception
  const asker = act.actor.personId
  if (reason.length < 5) return wrong('reason', 'Enter why both roles are needed')
  if (until === null || !mayLastUntil(until, londonDate(act.now))) {
    return wrong('until', 'Enter the last day of the exception: after today, a year from now at most')
  }
  if (asker === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const may = mayAsk({ personId: person.id, asker }, await consentersOfTrust(tx, 'roles'), act.now)
  if (!may.ok) return may.refusal.code === 'ONE_ADMINISTRATOR' ? refuse({ code: 'NOBODY_TO_CONSENT' }) : may
  const wanted: WantedRoles = { ...to, held: person.roles, until, pairs }
  return request(tx, act, person, { reason, wanted })
}

/** Writes down what is asked for: nothing changes before somebody agrees. Refused REQUEST_WAITS where roles are asked for already. */
async function request(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  { reason, wanted }: { reason: string; wanted: WantedRoles },
): Promise<Result<RolesChanged>> {
  const { trustId, personId: askedBy } = act.actor
  if (askedBy === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  const before = await waitingRequest(tx, act, person.id, 'roles')
  if (before) return refuse({ code: 'REQUEST_WAITS', requestId: before })
  const id = act.newId()
  await tx.personRequest.create({
    data: {
      ...{ trustId, id, kind: 'roles', personId: person.id, reason, wanted },
      ...{ askedBy, askedAt: act.now, expiresAt: waitsUntilDay(act.now), state: 'waiting' },
    },
  })
  audit(tx, { document: 'person', id: person.id, verb: 'ROLES_ASKED', data: { requestId: id, reason, ...wanted } })
  return ok({ personId: person.id, requestId: id })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
