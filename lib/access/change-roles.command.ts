import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { oneAtATime } from './consent/request.store.ts'
import { setRoles } from './people.store.ts'
import type { ChangeRoles, OnePerson } from './person.schema.ts'
import { rolesMayMeet } from './roles.rules.ts'
import type { Role } from './roles.ts'

/** Gives a person of the trust exactly these roles, from their next page on. Refused as `addPerson` is. */
export async function changeRoles(act: Act, input: ChangeRoles): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'changeRoles', permission: 'people.edit' }, input, async (tx) => {
    const meet = rolesMayMeet({ roles: input.roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    return change(tx, act, input.personId, input.roles)
  })
}

/** A person leaves the trust: no roles, and their sessions end at once. What they did keeps their name. */
export async function leaveTrust(act: Act, input: OnePerson): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'leaveTrust', permission: 'people.edit' }, input, (tx) =>
    change(tx, act, input.personId, []),
  )
}

type Tx = Parameters<typeof setRoles>[0]

async function change(
  tx: Tx,
  act: Act,
  personId: string,
  roles: readonly Role[],
): Promise<Result<{ personId: string }>> {
  await oneAtATime(tx)
  const people = await peopleOfTrust(tx)
  const person = people.get(personId)
  if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
  const admins = [...people.values()].filter((one) => one.roles.includes('admin'))
  if (!roles.includes('admin') && admins.length === 1 && admins[0]?.id === personId) {
    const message = 'Make somebody else administrator first: this trust has no other'
    return refuse({ code: 'INVALID', errors: [{ field: 'roles', message }] })
  }
  await setRoles(tx, act, personId, roles)
  const verb = roles.length === 0 ? 'PERSON_LEFT' : 'ROLES_CHANGED'
  audit(tx, { document: 'person', id: personId, verb, data: { from: person.roles, to: roles } })
  return ok({ personId })
}
