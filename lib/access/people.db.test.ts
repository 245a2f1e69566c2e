import { expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok } from '#lib/result.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addPerson } from './add-person.command.ts'
import { changeRoles, leaveTrust } from './change-roles.command.ts'
import { endSessions } from './end-sessions.command.ts'
import { joinTrust } from './join-trust.command.ts'
import { askReset } from './reset/ask-reset.command.ts'
import type { Role } from './roles.ts'
import { readSession } from './session.store.ts'
import { tokenHash } from './session-token.ts'
import { signIn } from './sign-in.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const admin = (key?: string) => world.act('admin', key ? { key } : {})

let count = 0
const someone = (roles: Role[] = ['technician']) => {
  count += 1
  return { email: `new${count}@rzz.example`, name: `New Person ${count}`, roles }
}

async function added(roles: Role[] = ['technician']): Promise<{ personId: string; password: string; email: string }> {
  const input = someone(roles)
  const result = await addPerson(admin(), input)
  if (!result.ok || result.value.password === null) throw new Error('not added')
  return { personId: result.value.personId, password: result.value.password, email: input.email }
}

const wrong = (field: string) => ({ ok: false, refusal: { code: 'INVALID', errors: [{ field }] } })

test('a new person signs in with the one-time password and has their roles', async () => {
  const { password, email, personId } = await added(['lead', 'chief'])
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
  const opened = await signIn({ email, password }, world.clock())
  if (!opened.ok) throw new Error('not signed in')
  expect(await readSession(tokenHash(opened.value.sessionId), world.clock())).toMatchObject({ oneTime: true })
  const people = await withTrust(world.actor('admin'), peopleOfTrust)
  expect(people.get(personId)).toMatchObject({ roles: ['chief', 'lead'], former: false })
})

test('one key adds one person, twenty at once, and shows one password, which is stored nowhere', async () => {
  const input = someone()
  const act = admin()
  const answers = await Promise.all(Array.from({ length: 20 }, () => addPerson(act, input)))
  const passwords = new Set(answers.map((answer) => (answer.ok ? answer.value.password : 'refused')))
  expect(passwords.size).toBe(1)
  expect(await world.sql('SELECT 1 FROM identity.person WHERE email = $1', [input.email])).toHaveLength(1)
  const stored = JSON.stringify([
    await world.sql('SELECT * FROM command_key'),
    await world.sql('SELECT * FROM audit_event'),
  ])
  expect(stored).not.toContain([...passwords][0])
  expect(stored).not.toContain('argon2')
  expect(stored).not.toContain(input.name)
})

test('roles are given out beside a command that takes long, and by two at once', async () => {
  const [one, other, third] = [await added(), await added(), await added()]
  const begun = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  const long = commit(world.act('lead'), { name: 'testLong', permission: 'order.view' }, {}, async () => {
    begun.resolve()
    await over.promise
    return ok()
  })
  await begun.promise
  // it would wait here for ever if the long command's hold on its trust kept others out
  expect(await changeRoles(admin(), { personId: one.personId, roles: ['stores'] })).toMatchObject({ ok: true })
  over.resolve()
  expect(await long).toMatchObject({ ok: true })
  const both = await Promise.all(
    [other, third].map(({ personId }) => changeRoles(admin(), { personId, roles: ['stores'] })),
  )
  expect(both).toMatchObject([{ ok: true }, { ok: true }])
})

test.each<[string, Role[]]>([
  ['buys', ['admin', 'technician']],
  ['leads', ['admin', 'lead']],
  ['is chief', ['admin', 'chief']],
  ['books in', ['admin', 'stores']],
  ['audits and reads', ['auditor', 'finance']],
  ['is the hub', ['hub']],
])('nobody gives out roles and %s, and so on', async (_what, roles) => {
  expect(await addPerson(admin(), someone(roles))).toMatchObject(wrong('roles'))
  const { personId } = await added()
  expect(await changeRoles(admin(), { personId, roles })).toMatchObject(wrong('roles'))
})

test('an e-mail that is here already is refused; somebody who left comes back', async () => {
  const person = await added()
  const again = { email: person.email, name: 'Again', roles: ['stores'] as Role[] }
  expect(await addPerson(admin(), again)).toMatchObject(wrong('email'))
  expect((await leaveTrust(admin(), { personId: person.personId })).ok).toBe(true)
  expect(await addPerson(admin(), again)).toMatchObject({
    ok: true,
    value: { personId: person.personId, password: null },
  })
})

test('only an administrator may, and only in their own trust', async () => {
  const person = await added()
  const input = { personId: person.personId }
  for (const role of ['technician', 'lead', 'chief', 'auditor', 'finance'] as const) {
    const act = world.act(role)
    const refused = { ok: false, refusal: { code: 'NOT_ALLOWED' } }
    expect(await addPerson(act, someone())).toMatchObject(refused)
    expect(await changeRoles(act, { ...input, roles: ['lead'] })).toMatchObject(refused)
    expect(await leaveTrust(act, input)).toMatchObject(refused)
    expect(await askReset(act, { ...input, reason: 'At the desk' })).toMatchObject(refused)
    expect(await endSessions(act, input)).toMatchObject(refused)
  }
  const other = () => world.act('admin', { trust: 'RZY' })
  const missing = { ok: false, refusal: { code: 'NOT_FOUND', what: 'person' } }
  expect(await changeRoles(other(), { ...input, roles: ['lead'] })).toMatchObject(missing)
  expect(await leaveTrust(other(), input)).toMatchObject(missing)
  expect(await askReset(other(), { ...input, reason: 'At the desk' })).toMatchObject(missing)
  expect(await endSessions(other(), input)).toMatchObject(missing)
  expect((await signIn({ email: person.email, password: person.password }, world.clock())).ok).toBe(true)
})

test('a hash from outside is taken from Tincture itself only', async () => {
  const given = { passwordHash: 'x', oneTime: false }
  expect(await addPerson(admin(), someone(), given)).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
  expect(await addPerson(world.systemAct(), someone(), given)).toMatchObject({ ok: true, value: { password: null } })
})

test('nobody’s account is taken over from another trust they work for', async () => {
  const { personId, email } = await added()
  const there = await addPerson(world.act('admin', { trust: 'RZY' }), { email, name: 'Other', roles: ['technician'] })
  expect(there).toMatchObject({
    ok: true,
    value: { personId, password: null, code: expect.stringMatching(/^[a-z2-9-]{23}$/) },
  })
  if (!there.ok || !there.value.code) throw new Error('not asked')
  const join = (code: string, who = personId) =>
    joinTrust({ ...admin(), actor: { ...world.actor('technician'), personId: who } }, { code })
  expect(await join('abcde-abcde-abcde-abcde')).toMatchObject(wrong('code'))
  expect(await join(there.value.code, world.personId('lead'))).toMatchObject(wrong('code'))
  const roles = async () =>
    (await withTrust(world.actor('admin', { trust: 'RZY' }), peopleOfTrust)).get(personId)?.roles ?? []
  expect(await roles()).toEqual([])
  const code = there.value.code
  const both = await Promise.all([join(code), join(code)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(await roles()).toEqual(['technician'])
  expect(await join(code)).toMatchObject(wrong('code'))
})

test('sessions are ended on the spot', async () => {
  const { personId, email, password } = await added()
  const opened = await signIn({ email, password }, world.clock())
  if (!opened.ok) throw new Error('not signed in')
  expect(await endSessions(admin(), { personId })).toMatchObject({ ok: true, value: { ended: 1 } })
  expect(await readSession(tokenHash(opened.value.sessionId), world.clock())).toBeNull()
})

test('a trust keeps an administrator, also when two give up at the same moment', async () => {
  const first = world.personId('admin', 'RZY')
  const act = () => world.act('admin', { trust: 'RZY' })
  expect(await leaveTrust(act(), { personId: first })).toMatchObject(wrong('roles'))
  const second = await addPerson(act(), { email: 'second@rzy.example', name: 'Second', roles: ['admin'] })
  if (!second.ok) throw new Error('not added')
  const answers = await Promise.all([
    leaveTrust(act(), { personId: first }),
    changeRoles(act(), { personId: second.value.personId, roles: ['finance'] }),
  ])
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a code to join is over after 14 days, and the newest one counts', async () => {
  const { personId, email } = await added()
  const there = () => world.act('admin', { trust: 'RZY' })
  const ask = async () => {
    const asked = await addPerson(there(), { email, name: 'Other', roles: ['finance'] })
    return asked.ok ? (asked.value.code ?? '') : ''
  }
  const [first, second] = [await ask(), await ask()]
  const join = (code: string, days = 0) => {
    const act = admin()
    const now = new Date(act.now.getTime() + days * 86_400_000)
    return joinTrust({ ...act, now, actor: { ...world.actor('technician'), personId } }, { code })
  }
  expect(await join(first)).toMatchObject(wrong('code'))
  expect(await join(second, 14)).toMatchObject(wrong('code'))
  expect((await join(second, 13)).ok).toBe(true)
})
