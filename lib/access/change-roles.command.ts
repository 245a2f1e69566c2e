import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import type { Act } from './actor.ts'
import { conflictsOf, mayLastUntil, uncovered, withdrawnLater } from './conflicts/conflict.rules.ts'
import { conflictWords } from './conflicts/conflict-words.rules.ts'
import { exceptionsInForce } from './conflicts/exception.store.ts'
import { mayAsk, needsSecond, waitsUntilDay } from './consent/consent.rules.ts'
import { consentersOfTrust, oneAtATime, waitingRequest } from './consent/request.store.ts'
import { makesAdministrator, type WantedRoles } from './consent/wanted.schema.ts'
import { leaveNow, whoTakesOver } from './leavers/leave.store.ts'
import type { LeaveTrust } from './leavers/leavers.schema.ts'
import type { ChangeRoles } from './person.schema.ts'
import { applyRoles, type RolesAtSites, sitesExist } from './role-change.store.ts'
import { rolesMayMeet } from './roles.rules.ts'

type Tx = Parameters<typeof applyRoles>[0]

/** What became of it: done, or waiting for consent as this request. */
export type RolesChanged = { personId: string; requestId: string | null }

/**
 * Gives a person of the trust exactly these roles, limited to sites where it says so, from their next page on. Refused
 * as `addPerson` is. Two roles that do not go together are refused (ROLES_CLASH), unless reason and last day are said: then
 * nothing changes before another administrator or the chief pharmacist agrees to the exception (`agreeRoles`). Nor does
 * anybody become an administrator before another one agrees, where there is one whose word counts.
 */
export async function changeRoles(act: Act, input: ChangeRoles): Promise<Result<RolesChanged>> {
  return commit(act, { name: 'changeRoles', permission: 'people.edit' }, input, async (tx) => {
    const { personId, roles, sites = [], reason = '', until = null } = input
    const meet = rolesMayMeet({ roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    const placed = await sitesExist(tx, act, sites)
    if (!placed.ok) return placed
    await oneAtATime(tx)
    const person = (await peopleOfTrust(tx)).get(personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (makesAdministrator({ roles, held: person.roles })) return makeAdministrator(tx, act, person, input)
    const inForce = await exceptionsInForce(tx, act, personId)
    const clashes = uncovered(roles, inForce, londonDate(act.now))
    const said = until !== null || reason !== ''
    const pairs = said ? conflictsOf(roles) : clashes
    if (pairs.length === 0) return change(tx, act, person, { roles, sites })
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
 * for them is handed over where `handTo` says to whom.
 */
export async function leaveTrust(act: Act, input: LeaveTrust): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'leaveTrust', permission: 'people.edit' }, input, async (tx) => {
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const { handTo = null } = input
    const takes = whoTakesOver(people, person.id, handTo)
    if (!takes.ok) return takes
    const left = await leaveNow(tx, act, people, { person, handTo })
    return left.ok ? ok({ personId: person.id }) : left
  })
}

async function change(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  to: RolesAtSites,
  how: { alone?: true } = {},
): Promise<Result<RolesChanged>> {
  const applied = await applyRoles(tx, act, person, to, how)
  return applied.ok ? ok({ personId: person.id, requestId: null }) : applied
}

/** Asks another administrator; where no other's word counts, it is done, and the record says that it was done alone. */
async function makeAdministrator(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  { roles, sites = [], reason = '' }: ChangeRoles,
): Promise<Result<RolesChanged>> {
  const asker = act.actor.personId
  if (asker === null) return change(tx, act, person, { roles, sites })
  const administrators = await consentersOfTrust(tx, 'admin')
  const who = { personId: person.id, asker }
  if (!needsSecond(who, administrators, act.now)) return change(tx, act, person, { roles, sites }, { alone: true })
  const may = mayAsk(who, administrators, act.now)
  if (!may.ok) return may
  const wanted: WantedRoles = { roles: [...roles], sites: [...sites], held: person.roles, until: null, pairs: [] }
  return request(tx, act, person, { reason: reason || 'No reason was given', wanted, verb: 'ADMIN_ASKED' })
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
  return request(tx, act, person, { reason, wanted, verb: 'ROLES_ASKED' })
}

/** Writes down what is asked for: nothing changes before somebody agrees. Refused REQUEST_WAITS where roles are asked for already. */
async function request(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  { reason, wanted, verb }: { reason: string; wanted: WantedRoles; verb: 'ADMIN_ASKED' | 'ROLES_ASKED' },
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
  audit(tx, { document: 'person', id: person.id, verb, data: { requestId: id, reason, ...wanted } })
  return ok({ personId: person.id, requestId: id })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
