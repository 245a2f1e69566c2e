import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles, leaveTrust } from '#lib/access/change-roles.command.ts'
import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { refuseRequest, withdrawRequest } from '#lib/access/consent/refuse-request.command.ts'
import { requestFor, requestsFor } from '#lib/access/consent/requests.queries.ts'
import { joinTrust } from '#lib/access/join-trust.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { readSession } from '#lib/access/session.store.ts'
import { tokenHash } from '#lib/access/session-token.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import type { Result } from '#lib/result.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { agreeReset } from './agree-reset.command.ts'
import { askReset } from './ask-reset.command.ts'
import { resetAtConsole } from './reset-at-console.command.ts'
import { takeHalf } from './take-half.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
world.clock.advance(30 * 86_400_000)
const reason = 'Came to the office with their badge'

let count = 0
async function added(roles: Role[]): Promise<{ personId: string; password: string; email: string }> {
  count += 1
  const email = `one${count}@rzz.example`
  const made = await addPerson(world.act('admin'), { email, name: `One ${count}`, roles })
  if (!made.ok || made.value.password === null) throw new Error('not added')
  return { personId: made.value.personId, password: made.value.password, email }
}

const second = await added(['admin'])
const third = await added(['admin'])
const fresh = () => world.act('admin')
const actOf = (personId: string, key?: string) => {
  const act = world.act('admin', key ? { key } : {})
  return { ...act, actor: { ...act.actor, personId } }
}
const other = (key?: string) => actOf(second.personId, key)
world.clock.advance(8 * 86_400_000)

const refused = (code: string) => ({ ok: false, refusal: { code } })
function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
async function asked(personId: string): Promise<string> {
  return value(await askReset(fresh(), { personId, reason })).requestId
}

test('one asks, another agrees; each knows one half, and only both together open the account', async () => {
  const { personId, email, password } = await added(['technician'])
  const opened = value(await signIn({ email, password }, world.clock()))
  const requestId = await asked(personId)
  expect((await signIn({ email, password }, world.clock())).ok).toBe(true)
  expect(await takeHalf(fresh(), { requestId })).toMatchObject(refused('REQUEST_OVER'))
  expect(await requestsFor(other().actor, world.clock())).toMatchObject([
    { id: requestId, decides: true, takes: false },
  ])
  expect(await requestFor(fresh().actor, requestId, world.clock())).toMatchObject({ decides: false, mine: true })
  const agreed = value(await agreeReset(other(), { requestId }))
  expect(agreed.half).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
  expect(await takeHalf(other(), { requestId })).toMatchObject(refused('NOT_FOUND'))
  const key = world.newId()
  const taken = value(await takeHalf(world.act('admin', { key }), { requestId }))
  expect(taken.half).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-$/)
  expect(value(await takeHalf(world.act('admin', { key }), { requestId })).half).toBe(taken.half)
  expect(await takeHalf(fresh(), { requestId })).toMatchObject(refused('REQUEST_OVER'))
  expect(await readSession(tokenHash(opened.sessionId), world.clock())).toBeNull()
  for (const wrong of [password, agreed.half, taken.half]) {
    expect((await signIn({ email, password: wrong }, world.clock())).ok).toBe(false)
  }
  const both = value(await signIn({ email, password: `${taken.half}${agreed.half}` }, world.clock()))
  expect(await readSession(tokenHash(both.sessionId), world.clock())).toMatchObject({ oneTime: true })
  const verbs = await world.sql<{ verb: string; actor_id: string }>(
    'SELECT verb, actor_id FROM audit_event WHERE chain_id = $1 ORDER BY seq',
    [personId],
  )
  expect(verbs.map((one) => one.verb)).toEqual(['PERSON_ADDED', 'RESET_ASKED', 'PASSWORD_RESET', 'RESET_TAKEN'])
  expect(verbs[2]?.actor_id).toBe(second.personId)
  const stored = JSON.stringify([
    await world.sql('SELECT * FROM command_key'),
    await world.sql('SELECT * FROM audit_event'),
    await world.sql('SELECT * FROM person_request'),
  ])
  expect(stored).not.toContain(agreed.half)
  expect(stored).not.toContain(taken.half)
})

test('nobody agrees to what they asked, nor about themselves, nor with an account made just now', async () => {
  const { personId } = await added(['technician'])
  const requestId = await asked(personId)
  expect(await agreeReset(fresh(), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  const own = world.personId('admin')
  expect(await askReset(fresh(), { personId: own, reason })).toMatchObject(refused('OWN_ACCOUNT'))
  const aboutSecond = await asked(second.personId)
  expect(await agreeReset(other(), { requestId: aboutSecond })).toMatchObject(refused('OWN_ACCOUNT'))
  expect(await refuseRequest(other(), { requestId: aboutSecond, comment: reason })).toMatchObject(
    refused('OWN_ACCOUNT'),
  )
  expect((await agreeReset(actOf(third.personId), { requestId: aboutSecond })).ok).toBe(true)
  const puppet = await added(['technician'])
  const made = value(await changeRoles(fresh(), { personId: puppet.personId, roles: ['admin'] }))
  expect((await agreeRoles(other(), { requestId: made.requestId ?? '' })).ok).toBe(true)
  expect(await agreeReset(actOf(puppet.personId), { requestId })).toMatchObject(refused('NEW_ADMINISTRATOR'))
  const another = await added(['technician'])
  expect(await askReset(actOf(puppet.personId), { personId: another.personId, reason })).toMatchObject(
    refused('NEW_ADMINISTRATOR'),
  )
  expect((await agreeReset(other(), { requestId })).ok).toBe(true)
})

test('it is decided once, by one of two at the same moment, and twenty times the same key is once', async () => {
  const { personId } = await added(['technician'])
  const key = world.newId()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => askReset(world.act('admin', { key }), { personId, reason })),
  )
  expect(new Set(answers.map((one) => (one.ok ? one.value.requestId : one.refusal.code))).size).toBe(1)
  expect(await askReset(fresh(), { personId, reason })).toMatchObject(refused('REQUEST_WAITS'))
  const requestId = value(answers[0] ?? (await askReset(fresh(), { personId, reason }))).requestId
  const both = await Promise.all([
    agreeReset(other(), { requestId }),
    refuseRequest(actOf(third.personId), { requestId, comment: 'I do not know them' }),
    withdrawRequest(fresh(), { requestId }),
  ])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.filter((one) => !one.ok).map((one) => (one.ok ? '' : one.refusal.code))).toEqual([
    'REQUEST_OVER',
    'REQUEST_OVER',
  ])
})

test('it is over after a day, when who asked is administrator no more, and when the person left', async () => {
  const late = await asked((await added(['stores'])).personId)
  world.clock.advance(24 * 3_600_000)
  expect(await agreeReset(other(), { requestId: late })).toMatchObject(refused('REQUEST_OVER'))
  expect(await refuseRequest(other(), { requestId: late, comment: reason })).toMatchObject(refused('REQUEST_OVER'))
  expect(await requestFor(other().actor, late, world.clock())).toMatchObject({ stand: 'expired', decides: false })

  const { personId } = await added(['stores'])
  const requestId = value(await askReset(actOf(third.personId), { personId, reason })).requestId
  value(await changeRoles(world.systemAct(), { personId: third.personId, roles: ['finance'] }))
  expect(await agreeReset(other(), { requestId })).toMatchObject(refused('REQUEST_OVER'))

  const leaver = await added(['stores'])
  const left = await asked(leaver.personId)
  await leaveTrust(fresh(), { personId: leaver.personId })
  expect(await agreeReset(other(), { requestId: left })).toMatchObject(refused('REQUEST_OVER'))
})

test('another trust sees nothing of it and decides nothing; nobody but administrators does here', async () => {
  const { personId } = await added(['stores'])
  const requestId = await asked(personId)
  const there = () => world.act('admin', { trust: 'RZY' })
  expect(await agreeReset(there(), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await takeHalf(there(), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await refuseRequest(there(), { requestId, comment: reason })).toMatchObject(refused('NOT_FOUND'))
  expect(await withdrawRequest(there(), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await requestFor(there().actor, requestId, world.clock())).toBeNull()
  for (const role of ['technician', 'lead', 'chief', 'auditor', 'finance', 'director'] as const) {
    expect(await agreeReset(world.act(role), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
    expect(await askReset(world.act(role), { personId, reason })).toMatchObject(refused('NOT_ALLOWED'))
    expect(await takeHalf(world.act(role), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
  }
  expect(await requestsFor(world.actor('technician'), world.clock())).toEqual([])
  expect((await requestsFor(world.actor('auditor'), world.clock())).every((one) => !one.decides)).toBe(true)
})

test('who works for another trust too is not taken over, also when they came there meanwhile', async () => {
  const { personId, email } = await added(['technician'])
  const requestId = await asked(personId)
  const there = await addPerson(world.act('admin', { trust: 'RZY' }), { email, name: 'X', roles: ['technician'] })
  const technician = world.act('technician')
  const code = value(there).code ?? ''
  value(await joinTrust({ ...technician, actor: { ...technician.actor, personId } }, { code }))
  expect(await agreeReset(other(), { requestId })).toMatchObject(refused('OTHER_TRUST'))
  expect(await requestFor(other().actor, requestId, world.clock())).toMatchObject({ stand: 'waiting' })
  await withdrawRequest(fresh(), { requestId })
  expect(await askReset(fresh(), { personId, reason })).toMatchObject(refused('OTHER_TRUST'))
  expect(await resetAtConsole(world.systemAct('RZY'), { personId })).toMatchObject(refused('OTHER_TRUST'))
})

test('the console resets only where two administrators cannot, and only Tincture itself is there', async () => {
  const technician = world.personId('technician', 'RZY')
  const admin = world.act('admin', { trust: 'RZY' })
  expect(await askReset(admin, { personId: technician, reason })).toMatchObject(refused('ONE_ADMINISTRATOR'))
  expect(await resetAtConsole(admin, { personId: technician })).toMatchObject(refused('NOT_ALLOWED'))
  const here = await added(['technician'])
  expect(await resetAtConsole(world.systemAct(), { personId: here.personId })).toMatchObject({
    ok: false,
    refusal: { code: 'TWO_ADMINISTRATORS', names: [expect.any(String), expect.any(String)] },
  })
  await world.sql(`INSERT INTO identity.credential (person_id, password_hash, changed_at) VALUES ($1, 'x', $2)`, [
    technician,
    world.clock(),
  ])
  const done = value(await resetAtConsole(world.systemAct('RZY'), { personId: technician }))
  const opened = value(await signIn({ email: 'technician@rzy.example', password: done.password }, world.clock()))
  expect(await readSession(tokenHash(opened.sessionId), world.clock())).toMatchObject({ oneTime: true })
  const [event] = await world.sql<{ actor_id: string | null; payload: string }>(
    `SELECT actor_id, payload FROM audit_event WHERE chain_id = $1 AND verb = 'PASSWORD_RESET'`,
    [technician],
  )
  expect(event).toMatchObject({ actor_id: null, payload: expect.stringContaining('console') })
})
