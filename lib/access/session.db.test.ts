import { beforeAll, expect, test } from 'vitest'
import { wordsFor } from '#lib/refusal-words.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { changePassword } from './change-password.command.ts'
import { FREE_TRIES, MOST_FAILED_ACCOUNTS } from './lockout.rules.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { endSession, type Opened, openFor, readSession, trustsOfSession } from './session.store.ts'
import { openSeal, sealSession, tokenHash } from './session-token.ts'
import { endOwnSession, endPersonSession } from './sessions/end-session.command.ts'
import { ownSessions, sessionsOf, timeLeft } from './sessions/sessions.queries.ts'
import { signIn } from './sign-in.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const PASSWORD = 'lamp otter granite'
const minutes = (count: number) => world.clock.advance(count * 60_000)

/** A person of Riverside with a password. */
async function enrol(
  person: 'technician' | 'lead' | 'stores' | 'finance' | 'director',
  oneTime = false,
): Promise<string> {
  const id = world.personId(person)
  await world.sql(
    `INSERT INTO identity.credential (person_id, password_hash, one_time, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, one_time = $3, changed_at = $4, failures = 0, locked_until = NULL`,
    [id, await hashPassword(PASSWORD), oneTime, world.clock()],
  )
  return `${person}@rzz.example`
}

async function opened(email: string, password = PASSWORD, before?: string): Promise<Opened> {
  const result = await signIn({ email, password }, world.clock(), { before: before ?? null })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

const read = (session: Opened) => readSession(tokenHash(session.sessionId), world.clock())

let technician = ''
beforeAll(async () => {
  technician = await enrol('technician')
})

test('a password is kept as argon2id with 19 MiB, two passes, one lane, and differs each time', async () => {
  const one = await hashPassword('lamp otter granite')
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('lamp otter granite')).not.toBe(one)
  expect(await passwordMatches('lamp otter granite', one)).toBe(true)
  expect(await passwordMatches('lamp otter granit', one)).toBe(false)
  expect(await passwordMatches('', 'not a hash')).toBe(false)
})

test('the session knows its person, trust and roles; the database knows no session id', async () => {
  const session = await opened(` ${technician.toUpperCase()} `.trim())
  expect(await read(session)).toMatchObject({
    email: technician,
    oneTime: false,
    actor: { personId: world.personId('technician'), odsCode: 'RZZ', trustKind: 'trust', roles: ['technician'] },
  })
  const kept = await world.sql('SELECT * FROM identity.session')
  expect(JSON.stringify(kept)).not.toContain(session.sessionId)
})

test('the cookie holds the random id and nothing else, and no other secret opens it', async () => {
  const session = await opened(technician)
  const text = await sealSession(session.sessionId, 60)
  expect(await openSeal(text)).toBe(session.sessionId)
  expect(await openSeal(`${text}x`)).toBeNull()
  expect(await openSeal(session.sessionId)).toBeNull()
  expect(await openSeal(undefined)).toBeNull()
})

test('a session ends when nothing was done for 30 minutes, and lives on while something is', async () => {
  const session = await opened(technician)
  for (let i = 0; i < 4; i += 1) {
    minutes(29)
    expect(await read(session)).not.toBeNull()
  }
  minutes(31)
  expect(await read(session)).toBeNull()
})

test('a session that was idle too long shows no trust and changes no password', async () => {
  const session = await opened(technician)
  const hash = tokenHash(session.sessionId)
  minutes(29)
  expect(await trustsOfSession(hash, world.clock())).toHaveLength(1)
  minutes(2)
  expect(await trustsOfSession(hash, world.clock())).toEqual([])
  const setPassword = () =>
    world.sql<{ done: boolean }>(`SELECT identity.set_own_password(decode($1, 'hex'), 'a hash', $2) AS done`, [
      hash,
      world.clock(),
    ])
  expect(await setPassword()).toEqual([{ done: false }])
  const [kept] = await world.sql<{ password_hash: string }>(
    'SELECT password_hash FROM identity.credential WHERE person_id = $1',
    [world.personId('technician')],
  )
  expect(kept?.password_hash).toMatch(/^\$argon2id/)
})

test('a session ends after 12 hours however busy it is', async () => {
  const session = await opened(technician)
  for (let i = 0; i < 36; i += 1) {
    minutes(19)
    expect(await read(session)).not.toBeNull()
  }
  minutes(20)
  expect(await read(session)).not.toBeNull()
  minutes(16)
  expect(await read(session)).toBeNull()
})

test('the trust’s own limits count', async () => {
  const riverside = world.trusts.RZZ.id
  await world.sql('INSERT INTO trust_setting (trust_id, version, data, changed_at) VALUES ($1, 1, $2, $3)', [
    riverside,
    { session: { idleMinutes: 5, hours: 1 } },
    world.clock(),
  ])
  const session = await opened(technician)
  await world.sql('DELETE FROM trust_setting WHERE trust_id = $1', [riverside])
  expect(session.seconds).toBe(3600)
  minutes(6)
  expect(await read(session)).toBeNull()
})

test('a one-time password that nobody used ends by itself, and says who can help; what its holder chose does not', async () => {
  const email = await enrol('stores', true)
  const tried = () => signIn({ email, password: PASSWORD }, world.clock())
  minutes(72 * 60 - 1)
  expect(await tried()).toMatchObject({ ok: true })
  minutes(1)
  const over = { ok: false, refusal: { code: 'ONE_TIME_OVER', hours: 72 } }
  expect(await Promise.all([tried(), tried()])).toMatchObject([over, over])
  expect(wordsFor({ code: 'ONE_TIME_OVER', hours: 72 }).message).toMatch(/administrator.*admin:reset/)
  // who does not know it learns nothing
  expect(await signIn({ email, password: 'a guess of mine' }, world.clock())).toMatchObject({
    refusal: { code: 'SIGN_IN_FAILED' },
  })
  // the trust's own hours count
  const set = (hours: number) =>
    world.sql('INSERT INTO trust_setting (trust_id, version, data, changed_at) VALUES ($1, 1, $2, $3)', [
      ...[world.trusts.RZZ.id, { oneTimeHours: hours }, world.clock()],
    ])
  await set(168)
  expect(await tried()).toMatchObject({ ok: true })
  await world.sql('DELETE FROM trust_setting WHERE trust_id = $1', [world.trusts.RZZ.id])
  await world.sql('UPDATE identity.credential SET one_time = false WHERE person_id = $1', [world.personId('stores')])
  expect(await tried()).toMatchObject({ ok: true })
})

test('sign-out ends it at once; signing in again ends the one before', async () => {
  const first = await opened(technician)
  await endSession(tokenHash(first.sessionId), world.clock())
  expect(await read(first)).toBeNull()
  const second = await opened(technician)
  const third = await opened(technician, PASSWORD, second.sessionId)
  expect(await read(second)).toBeNull()
  expect(await read(third)).not.toBeNull()
  expect(third.sessionId).not.toBe(second.sessionId)
})

test('changed roles count from the next request on, and who leaves is out at once', async () => {
  const email = await enrol('stores')
  const session = await opened(email)
  const who = world.personId('stores')
  const as = (roles: string[]) =>
    world.sql(`SELECT set_config('app.trust_id', $1, false), identity.set_roles($2, $3, $4)`, [
      world.trusts.RZZ.id,
      who,
      roles,
      world.clock(),
    ])
  await as(['stores', 'technician'])
  expect((await read(session))?.actor.roles).toEqual(['stores', 'technician'])
  await as(['finance'])
  expect((await read(session))?.actor.roles).toEqual(['finance'])
  await as([])
  expect(await read(session)).toBeNull()
  await as(['stores'])
  expect(await read(session)).toBeNull()
  expect((await signIn({ email, password: PASSWORD }, world.clock())).ok).toBe(true)
})

test('nobody opens a session in a trust they do not work for', async () => {
  const rows = await world.sql<{ done: boolean | null }>(
    `SELECT identity.open_session(decode($1, 'hex'), $5, $2, $3, $4, 30, $4::timestamptz + interval '1 hour', 'password', true, '')
       AS done`,
    ['ab'.repeat(32), world.personId('technician'), world.trusts.RZY.id, world.clock(), world.newId()],
  )
  expect(rows[0]?.done).toBeNull()
})

test('an account waits after five wrong passwords, longer each time, and the right one does not help meanwhile', async () => {
  const email = await enrol('lead')
  const wrong = () => signIn({ email, password: 'wrong horse battery' }, world.clock())
  const right = () => signIn({ email, password: PASSWORD }, world.clock())
  for (let i = 0; i < FREE_TRIES - 1; i += 1) await wrong()
  expect((await right()).ok).toBe(true)
  for (let i = 0; i < FREE_TRIES; i += 1) await wrong()
  expect(await right()).toEqual({ ok: false, refusal: { code: 'SIGN_IN_FAILED' } })
  minutes(1)
  await wrong()
  minutes(1)
  expect((await right()).ok).toBe(false)
  minutes(1)
  expect((await right()).ok).toBe(true)
})

test('guesses at the same moment are all counted', async () => {
  const email = await enrol('director')
  await Promise.all(Array.from({ length: 20 }, () => signIn({ email, password: 'wrong horse battery' }, world.clock())))
  const [row] = await world.sql<{ failures: number; locked: boolean }>(
    'SELECT failures, locked_until > $2 AS locked FROM identity.credential WHERE person_id = $1',
    [world.personId('director'), world.clock()],
  )
  expect(row).toEqual({ failures: FREE_TRIES, locked: true })
})

test('from an address where a hundred accounts failed, others wait; who failed there, and any other address, does not', async () => {
  const address = '203.0.113.9'
  const as = (email: string, from = address, password = PASSWORD) =>
    signIn({ email, password }, world.clock(), { address: from })
  // somebody who mistypes and then gets in does not count, however often
  for (let i = 0; i < 3; i += 1) {
    expect((await as(technician, address, 'wrong horse battery')).ok).toBe(false)
    expect((await as(technician)).ok).toBe(true)
  }
  expect(await world.sql('SELECT 1 FROM identity.failed_sign_in')).toEqual([])
  await world.sql(
    `INSERT INTO identity.failed_sign_in SELECT $1::inet, sha256(n::text::bytea), $2::timestamptz + n * interval '1 second'
     FROM generate_series(1, $3) n`,
    [address, world.clock(), MOST_FAILED_ACCOUNTS - 1],
  )
  minutes(10)
  const guesses = await Promise.all(
    Array.from({ length: 8 }, (_, n) => as(`nobody-${n}@rzz.example`, address, 'wrong horse battery')),
  )
  const codes = guesses.map((one) => (one.ok ? 'in' : one.refusal.code)).sort()
  expect(codes).toEqual(['SIGN_IN_FAILED', ...Array.from({ length: 7 }, () => 'TOO_MANY_FAILED')])
  // the oldest of the hundred failed a second after the first minute: its hour is over 50 minutes and a second from now
  const refused = await as(technician)
  expect(refused.ok ? null : refused.refusal).toEqual({
    code: 'TOO_MANY_FAILED',
    until: new Date(world.clock().getTime() + 50 * 60_000 + 1000).toISOString(),
  })
  expect((await as(technician, '203.0.113.10')).ok).toBe(true)
  expect((await signIn({ email: technician, password: PASSWORD }, world.clock())).ok).toBe(true)
  minutes(50)
  expect((await as(technician)).ok).toBe(false)
  world.clock.advance(1000)
  expect((await as(technician)).ok).toBe(true)
  // no e-mail is kept, whether there is such an account or not
  expect(JSON.stringify(await world.sql('SELECT * FROM identity.failed_sign_in'))).not.toContain('nobody')
})

test('who failed at an address goes on trying there; its whole IPv6 network counts as one', async () => {
  const email = await enrol('lead')
  const as = (address: string, who: string, password = PASSWORD) =>
    signIn({ email: who, password }, world.clock(), { address })
  await world.sql(
    `INSERT INTO identity.failed_sign_in SELECT $1::inet, sha256(n::text::bytea), $2 FROM generate_series(1, $3) n`,
    ['2001:db8:1:2::', world.clock(), MOST_FAILED_ACCOUNTS - 1],
  )
  expect((await as('2001:db8:1:2::9', email, 'wrong horse battery')).ok).toBe(false)
  expect(await as('2001:db8:1:2::ffff', technician)).toMatchObject({ refusal: { code: 'TOO_MANY_FAILED' } })
  expect((await as('2001:db8:1:3::9', technician)).ok).toBe(true)
  // its own account is counted already: its right password opens, and makes room for another
  expect((await as('2001:db8:1:2::9', email)).ok).toBe(true)
  expect((await as('2001:db8:1:2::ffff', technician)).ok).toBe(true)
})

test('an unknown e-mail is answered like a wrong password', async () => {
  expect(await signIn({ email: 'nobody@rzz.example', password: PASSWORD }, world.clock())).toEqual({
    ok: false,
    refusal: { code: 'SIGN_IN_FAILED' },
  })
  expect(await signIn({ email: technician, password: 'wrong horse battery' }, world.clock())).toEqual({
    ok: false,
    refusal: { code: 'SIGN_IN_FAILED' },
  })
})

test('a demo password opens nothing where there is no demo', async () => {
  const email = await enrol('finance')
  await world.sql('UPDATE identity.credential SET password_hash = $2 WHERE person_id = $1', [
    world.personId('finance'),
    await hashPassword('tincture-abc234'),
  ])
  expect((await signIn({ email, password: 'tincture-abc234' }, world.clock())).ok).toBe(false)
})

test('a one-time password gives no role until it is changed; the change ends every other session', async () => {
  const email = await enrol('finance', true)
  const elsewhere = await opened(email)
  const here = await opened(email)
  const session = await read(here)
  if (!session) throw new Error('no session')
  expect(session).toMatchObject({ oneTime: true, actor: { roles: [] } })
  const act = { actor: session.actor, now: world.clock(), newId: world.newId, key: world.newId() }
  const to = (current: string, password: string) => changePassword(act, session, here.sessionId, { current, password })
  for (const [current, password, field] of [
    ['not the one', 'copper violin meadow', 'current'],
    [PASSWORD, 'short', 'password'],
    [PASSWORD, 'Password1234', 'password'],
    [PASSWORD, PASSWORD, 'password'],
  ] as const) {
    expect(await to(current, password)).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field }] } })
  }
  const done = await to(PASSWORD, 'copper violin meadow')
  if (!done.ok) throw new Error(done.refusal.code)
  expect(await read(elsewhere)).toBeNull()
  expect(await read(here)).toBeNull()
  expect(await read(done.value)).toMatchObject({ oneTime: false, actor: { roles: ['finance'] } })
  const record = await world.sql<{ verb: string; payload: string }>(
    'SELECT verb, payload FROM audit_event WHERE chain_id = $1',
    [world.personId('finance')],
  )
  expect(record).toMatchObject([{ verb: 'PASSWORD_CHANGED' }])
  expect(JSON.stringify(record)).not.toMatch(/argon2|copper/)
  expect((await signIn({ email, password: PASSWORD }, world.clock())).ok).toBe(false)
  expect((await signIn({ email, password: 'copper violin meadow' }, world.clock())).ok).toBe(true)
})

test('who works for two trusts signs in where they were first, and can go on in the other', async () => {
  const email = await enrol('director')
  const who = world.personId('director')
  const { RZZ, RZY } = world.trusts
  const first = await opened(email)
  const trusts = () => trustsOfSession(tokenHash(first.sessionId), world.clock())
  expect(await trusts()).toEqual([{ id: RZZ.id, name: RZZ.name }])
  expect((await openFor(who, RZY.id, world.clock())).ok).toBe(false)
  minutes(1)
  await world.sql(
    "INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'finance', $3)",
    [RZY.id, who, world.clock()],
  )
  expect((await trusts()).map((trust) => trust.id)).toEqual([RZZ.id, RZY.id])
  const there = await openFor(who, RZY.id, world.clock())
  if (!there.ok) throw new Error('not opened')
  expect(await read(there.value)).toMatchObject({ actor: { odsCode: 'RZY', roles: ['finance'] } })
  expect(await read(first)).toMatchObject({ actor: { odsCode: 'RZZ', roles: ['director'] } })
  await world.sql('UPDATE identity.membership SET ended_at = $3 WHERE trust_id = $1 AND person_id = $2', [
    RZZ.id,
    who,
    world.clock(),
  ])
  expect(await read(first)).toBeNull()
  expect(await read(await opened(email))).toMatchObject({ actor: { odsCode: 'RZY' } })
})

test('one sees where one is signed in, ends one or all others, and the one that asks stays', async () => {
  const email = await enrol('finance')
  const on = async (device: string) => {
    const signed = await signIn({ email, password: PASSWORD }, world.clock(), { device })
    if (!signed.ok) throw new Error(signed.refusal.code)
    return signed.value
  }
  await world.sql('UPDATE identity.session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL', [
    world.personId('finance'),
    world.clock(),
  ])
  const mine = await on('Firefox on a Mac')
  minutes(2)
  const phone = await on('Safari on an iPhone')
  const lost = await on('Chrome on Android')
  const list = () => ownSessions(mine.sessionId, world.clock())
  expect((await list()).map(({ device, thisOne, trustName }) => [device, thisOne, trustName]).sort()).toEqual([
    ['Chrome on Android', false, world.trusts.RZZ.name],
    ['Firefox on a Mac', true, world.trusts.RZZ.name],
    ['Safari on an iPhone', false, world.trusts.RZZ.name],
  ])
  const session = await read(mine)
  if (!session) throw new Error('no session')
  const own = () => ({
    act: { actor: session.actor, now: world.clock(), newId: world.newId, key: world.newId() },
    session,
    sessionId: mine.sessionId,
  })
  const idOf = async (device: string) => (await list()).find((one) => one.device === device)?.id ?? ''
  expect(await endOwnSession(own(), { which: await idOf('Chrome on Android') })).toBe(1)
  expect(await read(lost)).toBeNull()
  expect(await read(phone)).not.toBeNull()
  // neither one's own by mistake, nor somebody else's
  const other = await opened(technician)
  const [strange] = await ownSessions(other.sessionId, world.clock())
  expect(await endOwnSession(own(), { which: session.id })).toBe(0)
  expect(await endOwnSession(own(), { which: strange?.id ?? '' })).toBe(0)
  expect(await read(other)).not.toBeNull()
  expect(await endOwnSession(own(), { which: 'others' })).toBe(1)
  expect(await read(phone)).toBeNull()
  expect(await read(mine)).not.toBeNull()
})

test('an administrator sees and ends what is open in their trust, and nothing of another', async () => {
  const signed = await opened(technician)
  const personId = world.personId('technician')
  const listed = await sessionsOf(world.actor('admin'), personId, world.clock())
  const id = (await read(signed))?.id ?? ''
  expect(listed.map((one) => one.id)).toContain(id)
  expect(await sessionsOf(world.actor('admin', { trust: 'RZY' }), personId, world.clock())).toEqual([])
  expect(await sessionsOf(world.actor('auditor'), personId, world.clock())).toEqual([])
  const end = (act: Parameters<typeof endPersonSession>[0]) => endPersonSession(act, { personId, sessionId: id })
  expect(await end(world.act('admin', { trust: 'RZY' }))).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await end(world.act('lead'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await read(signed)).not.toBeNull()
  expect((await end(world.act('admin'))).ok).toBe(true)
  expect(await read(signed)).toBeNull()
  expect(await end(world.act('admin'))).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
})

test('asking how long a session still lives makes it live no longer', async () => {
  const session = await opened(technician)
  const left = () => timeLeft(session.sessionId, world.clock())
  expect(await left()).toMatchObject({ idle: 1800, inAll: 12 * 3600 })
  minutes(29)
  expect(await left()).toMatchObject({ idle: 60, inAll: 12 * 3600 - 29 * 60 })
  minutes(1)
  expect(await left()).toBeNull()
  expect(await timeLeft(null, world.clock())).toBeNull()
})

test('wider limits of old count as the widest there are', async () => {
  const riverside = world.trusts.RZZ.id
  await world.sql('INSERT INTO trust_setting (trust_id, version, data, changed_at) VALUES ($1, 1, $2, $3)', [
    riverside,
    { session: { idleMinutes: 240, hours: 24 } },
    world.clock(),
  ])
  const session = await opened(technician)
  await world.sql('DELETE FROM trust_setting WHERE trust_id = $1', [riverside])
  expect(session.seconds).toBe(14 * 3600)
  expect(await timeLeft(session.sessionId, world.clock())).toMatchObject({ idle: 3600 })
})
