import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles } from '#lib/access/change-roles.command.ts'
import { refuseRequest } from '#lib/access/consent/refuse-request.command.ts'
import { requestsFor } from '#lib/access/consent/requests.queries.ts'
import { exceptionsFor } from '#lib/access/people-list.queries.ts'
import type { Role } from '#lib/access/roles.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { agreeRoles } from './agree-roles.command.ts'
import { endOverExceptions } from './end-exceptions.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
world.clock.advance(10 * 86_400_000)
const reason = 'Nobody else is in the department in August'
const refused = (code: string) => ({ ok: false, refusal: { code } })
const until = (days = 30) => addDays(londonDate(world.clock()), days)

let count = 0
async function added(roles: Role[]): Promise<string> {
  count += 1
  const input = { email: `two${count}@rzz.example`, name: `Two ${count}`, roles }
  // Tincture itself sets up: who approves takes a second person otherwise
  return done(await addPerson(world.systemAct(), input)).personId
}
const rolesOf = async (personId: string) =>
  (await withTrust(world.actor('admin'), peopleOfTrust)).get(personId)?.roles ?? []
async function asked(personId: string, roles: Role[], more: { days?: number } = {}): Promise<string> {
  const input = { personId, roles, reason, until: until(more.days) }
  return done(await changeRoles(world.act('admin'), input)).requestId ?? ''
}
const chief = () => world.act('chief')

test('a pair that does not go together is refused, at adding and at changing', async () => {
  const clash = { email: 'x@rzz.example', name: 'X Y', roles: ['technician', 'lead'] as Role[] }
  expect(await addPerson(world.act('admin'), clash)).toMatchObject(refused('ROLES_CLASH'))
  const personId = await added(['technician'])
  const roles: Role[] = ['technician', 'stores']
  expect(await changeRoles(world.act('admin'), { personId, roles })).toMatchObject(refused('ROLES_CLASH'))
  expect(await changeRoles(world.act('admin'), { personId, roles, reason })).toMatchObject({
    refusal: { errors: [{ field: 'until' }] },
  })
  expect(await changeRoles(world.act('admin'), { personId, roles, until: until() })).toMatchObject({
    refusal: { errors: [{ field: 'reason' }] },
  })
  expect(await changeRoles(world.act('admin'), { personId, roles, reason, until: until(400) })).toMatchObject({
    refusal: { errors: [{ field: 'until' }] },
  })
  expect(await rolesOf(personId)).toEqual(['technician'])
})

test('the chief pharmacist agrees; the exception is listed, and the day after its last the newer role is withdrawn', async () => {
  const personId = await added(['technician'])
  const requestId = await asked(personId, ['technician', 'stores'], { days: 20 })
  expect(await rolesOf(personId)).toEqual(['technician'])
  expect(await agreeRoles(world.act('admin'), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  for (const who of ['technician', 'lead', 'auditor', 'director'] as TestPerson[]) {
    expect(await agreeRoles(world.act(who as 'lead'), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
  }
  expect(await agreeRoles(world.act('chief', { trust: 'RZY' }), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await requestsFor(world.actor('chief'), world.clock())).toMatchObject([{ id: requestId, decides: true }])
  const both = await Promise.all([agreeRoles(chief(), { requestId }), agreeRoles(chief(), { requestId })])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(await rolesOf(personId)).toEqual(['stores', 'technician'])
  expect(await exceptionsFor(world.actor('auditor'))).toMatchObject([
    { role: 'stores', beside: 'technician', reason, givenBy: world.actor('chief').name, endedAt: null },
  ])
  // covered: the same roles can be saved again, with other sites, say
  expect((await changeRoles(world.act('admin'), { personId, roles: ['technician', 'stores'] })).ok).toBe(true)
  world.clock.advance(20 * 86_400_000)
  expect(done(await endOverExceptions(world.systemAct()))).toEqual({ people: 0 })
  world.clock.advance(86_400_000)
  expect(await endOverExceptions(world.act('admin'))).toMatchObject(refused('NOT_ALLOWED'))
  expect(done(await endOverExceptions(world.systemAct()))).toEqual({ people: 1 })
  expect(done(await endOverExceptions(world.systemAct()))).toEqual({ people: 0 })
  expect(await rolesOf(personId)).toEqual(['technician'])
  const verbs = await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [
    personId,
  ])
  expect(verbs.map((one) => one.verb)).toEqual([
    ...['PERSON_ADDED', 'ROLES_ASKED', 'ROLES_CHANGED', 'EXCEPTION_GIVEN', 'ROLES_CHANGED', 'EXCEPTION_OVER'],
  ])
})

test('what stood on the role that is withdrawn ends with it', async () => {
  const personId = await added(['lead', 'chief'])
  for (const [role, beside, last] of [
    ['chief', 'lead', until(-1)],
    ['lead', 'chief', until(90)],
  ]) {
    await world.sql(
      `INSERT INTO role_exception (trust_id, id, person_id, role, beside, reason, until, asked_by, given_by, given_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[world.trusts.RZZ.id, world.newId(), personId, role, beside, reason, last],
        ...[world.personId('lead'), world.personId('admin'), world.clock()],
      ],
    )
  }
  expect(done(await endOverExceptions(world.systemAct()))).toEqual({ people: 1 })
  expect(await rolesOf(personId)).toEqual(['lead'])
  const rows = await world.sql<{ role: string; ended_why: string }>(
    'SELECT role, ended_why FROM role_exception WHERE person_id = $1 ORDER BY role',
    [personId],
  )
  expect(rows).toEqual([
    { role: 'chief', ended_why: 'expired' },
    { role: 'lead', ended_why: 'roles_changed' },
  ])
})

test('a longer exception takes the place of the one before; a role given up ends it', async () => {
  const personId = await added(['lead'])
  done(await agreeRoles(chief(), { requestId: await asked(personId, ['lead', 'technician'], { days: 10 }) }))
  done(await agreeRoles(chief(), { requestId: await asked(personId, ['lead', 'technician'], { days: 90 }) }))
  world.clock.advance(30 * 86_400_000)
  expect(done(await endOverExceptions(world.systemAct()))).toEqual({ people: 0 })
  expect((await rolesOf(personId)).length).toBe(2)
  done(await changeRoles(world.act('admin'), { personId, roles: ['technician'] }))
  const rows = await world.sql<{ ended_why: string }>(
    'SELECT ended_why FROM role_exception WHERE person_id = $1 ORDER BY id',
    [personId],
  )
  expect(rows.map((one) => one.ended_why)).toEqual(['renewed', 'roles_changed'])
})

test('nobody agrees about themselves; what was asked is over when the roles have changed, or it was not agreed to', async () => {
  const own = world.personId('chief')
  const about = { personId: own, roles: ['chief', 'technician'] as Role[], reason, until: until() }
  expect(await changeRoles(world.act('admin'), about)).toMatchObject(refused('NOBODY_TO_CONSENT'))
  await added(['admin'])
  expect(await changeRoles(world.act('admin'), about)).toMatchObject(refused('NOBODY_TO_CONSENT'))
  world.clock.advance(8 * 86_400_000)
  const requestId = await asked(own, ['chief', 'technician'])
  expect(await agreeRoles(chief(), { requestId })).toMatchObject(refused('OWN_ACCOUNT'))
  expect(await refuseRequest(chief(), { requestId, comment: 'I want it' })).toMatchObject(refused('OWN_ACCOUNT'))
  const personId = await added(['stores'])
  const stale = await asked(personId, ['stores', 'technician'])
  done(await changeRoles(world.act('admin'), { personId, roles: ['finance'] }))
  expect(await agreeRoles(chief(), { requestId: stale })).toMatchObject(refused('REQUEST_OVER'))
  const other = await added(['stores'])
  const unwanted = await asked(other, ['stores', 'technician'])
  done(await refuseRequest(chief(), { requestId: unwanted, comment: 'There are others' }))
  expect(await agreeRoles(chief(), { requestId: unwanted })).toMatchObject(refused('REQUEST_OVER'))
  expect(await rolesOf(other)).toEqual(['stores'])
})

test('administrators keep out of the trade, auditors out of everything, exception or not', async () => {
  const personId = await added(['technician'])
  for (const roles of [
    ['admin', 'technician'],
    ['auditor', 'technician'],
  ] as Role[][]) {
    expect(await changeRoles(world.act('admin'), { personId, roles, reason, until: until() })).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'roles' }] },
    })
  }
})
