import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles } from '#lib/access/change-roles.command.ts'
import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { refuseRequest, withdrawRequest } from './refuse-request.command.ts'
import { requestsFor } from './requests.queries.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const DAY = 86_400_000
world.clock.advance(10 * DAY)
const refused = (code: string) => ({ ok: false, refusal: { code } })

let count = 0
async function added(roles: Role[]): Promise<string> {
  count += 1
  const input = { email: `adm${count}@rzz.example`, name: `Adm ${count}`, roles }
  return done(await addPerson(world.act('admin'), input)).personId
}
const rolesOf = async (personId: string) =>
  (await withTrust(world.actor('admin'), peopleOfTrust)).get(personId)?.roles ?? []
const actOf = (personId: string) => {
  const act = world.act('admin')
  return { ...act, actor: { ...act.actor, personId } }
}
const recordOf = (personId: string) =>
  world.sql<{ verb: string; data: Record<string, unknown> }>(
    `SELECT verb, payload::jsonb->'data' AS data FROM audit_event WHERE chain_id = $1 ORDER BY seq`,
    [personId],
  )
const toAdmin = (personId: string, act = world.act('admin')) => changeRoles(act, { personId, roles: ['admin'] })

test('where there is one administrator, it is done alone, and the record says so', async () => {
  const made = await added(['admin'])
  expect(await rolesOf(made)).toEqual(['admin'])
  expect((await recordOf(made))[0]).toMatchObject({ verb: 'PERSON_ADDED', data: { alone: true } })
  const changed = await added(['technician'])
  expect(done(await toAdmin(changed)).requestId).toBeNull()
  expect((await recordOf(changed)).at(-1)).toMatchObject({ verb: 'ROLES_CHANGED', data: { alone: true } })
  // who was made just now makes nobody: the first could
  const next = await added(['technician'])
  expect(await toAdmin(next, actOf(made))).toMatchObject(refused('NEW_ADMINISTRATOR'))
})

test('where there is a second, nothing changes before that one agrees; both names stand on the record', async () => {
  world.clock.advance(8 * DAY)
  const [second] = await withTrust(world.actor('admin'), async (tx) =>
    [...(await peopleOfTrust(tx)).values()].filter((one) => one.email === 'adm1@rzz.example').map((one) => one.id),
  )
  const other = () => actOf(second ?? '')
  const begins = { email: 'begins@rzz.example', name: 'Begins', roles: ['admin'] as Role[] }
  const waits = done(await addPerson(world.act('admin'), begins))
  expect(waits).toMatchObject({ personId: '', password: null, requestId: expect.any(String) })
  expect((await requestsFor(world.actor('chief'), world.clock())).filter((one) => one.decides)).toEqual([])
  done(await withdrawRequest(world.act('admin'), { requestId: waits.requestId ?? '' }))

  const person = await added(['technician'])
  const asked = async () => done(await toAdmin(person)).requestId ?? ''
  const refusedOne = await asked()
  expect(await rolesOf(person)).toEqual(['technician'])
  expect(await toAdmin(person)).toMatchObject(refused('REQUEST_WAITS'))
  // not who asked, not the chief pharmacist, who consents to exceptions, not another trust's
  expect(await agreeRoles(world.act('admin'), { requestId: refusedOne })).toMatchObject(refused('OWN_REQUEST'))
  expect(await agreeRoles(world.act('chief'), { requestId: refusedOne })).toMatchObject(refused('NOT_ALLOWED'))
  expect((await requestsFor(world.actor('chief'), world.clock())).filter((one) => one.decides)).toEqual([])
  const elsewhere = world.act('admin', { trust: 'RZY' })
  expect(await agreeRoles(elsewhere, { requestId: refusedOne })).toMatchObject(refused('NOT_FOUND'))
  expect(await requestsFor(other().actor, world.clock())).toMatchObject([
    { id: refusedOne, to: 'admin', decides: true },
  ])
  done(await refuseRequest(other(), { requestId: refusedOne, comment: 'Not them' }))
  done(await withdrawRequest(world.act('admin'), { requestId: await asked() }))

  const requestId = await asked()
  const act = other()
  const twice = await Promise.all([
    agreeRoles(act, { requestId }),
    agreeRoles(act, { requestId }),
    agreeRoles(other(), { requestId }),
  ])
  expect(twice.filter((one) => one.ok)).toHaveLength(2) // the replayed key has the first answer, the other is too late
  expect(await rolesOf(person)).toEqual(['admin'])
  const record = await recordOf(person)
  expect(record.map((one) => one.verb)).toEqual([
    ...[
      'PERSON_ADDED',
      'ADMIN_ASKED',
      'ADMIN_REFUSED',
      'ADMIN_ASKED',
      'ADMIN_WITHDRAWN',
      'ADMIN_ASKED',
      'ROLES_CHANGED',
    ],
  ])
  expect(record.at(-1)?.data).toMatchObject({ to: ['admin'], requestId, askedBy: world.personId('admin') })
})

test('what was asked is void once the person’s roles are others, or they have left', async () => {
  const person = await added(['technician'])
  const requestId = done(await toAdmin(person)).requestId ?? ''
  done(await changeRoles(world.act('admin'), { personId: person, roles: ['stores'] }))
  const [second] = await world.sql<{ id: string }>(`SELECT id FROM identity.person WHERE email = 'adm1@rzz.example'`)
  expect(await agreeRoles(actOf(second?.id ?? ''), { requestId })).toMatchObject(refused('REQUEST_OVER'))
  expect(await rolesOf(person)).toEqual(['stores'])
})
