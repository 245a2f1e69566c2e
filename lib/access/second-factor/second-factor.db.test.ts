import { beforeAll, expect, test } from 'vitest'
import { writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { readHalf } from '../half-sign-in.store.ts'
import type { HalfAct } from '../half-sign-in-record.store.ts'
import { FREE_TRIES } from '../lockout.rules.ts'
import { hashPassword } from '../password.ts'
import { setOneTimePassword } from '../people.store.ts'
import { type OpenSession, readSession, trustsOfSession } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import { signIn } from '../sign-in.command.ts'
import { enterCode } from './enter-code.command.ts'
import { removeSecondFactor, renewRecoveryCodes } from './remove-second-factor.command.ts'
import { factorsFor, factorView } from './second-factor.queries.ts'
import { confirmSecondFactor, setUpAtSignIn, startSecondFactor } from './set-up-second-factor.command.ts'
import { codeAt } from './totp.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const PASSWORD = 'lamp otter granite'
const { RZZ } = world.trusts
const seconds = (count: number) => world.clock.advance(count * 1000)

type Person = 'lead' | 'technician' | 'chief' | 'pharmacist' | 'admin' | 'finance' | 'director'
const emailOf = (person: Person) => `${person}@rzz.example`
let hash = ''

beforeAll(async () => {
  hash = await hashPassword(PASSWORD)
})

async function enrol(person: Person): Promise<void> {
  await world.sql(
    `INSERT INTO identity.credential (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, failures = 0, locked_until = NULL`,
    [world.personId(person), hash, world.clock()],
  )
}

async function rule(secondFactor: string): Promise<void> {
  await world.sql(
    `INSERT INTO trust_setting (trust_id, version, data, changed_at) VALUES ($1, 1, $2, $3)
     ON CONFLICT (trust_id) DO UPDATE SET data = $2`,
    [RZZ.id, { secondFactor }, world.clock()],
  )
}

async function signedIn(person: Person) {
  const signed = await signIn({ email: emailOf(person), password: PASSWORD }, world.clock(), {
    device: 'Firefox on a Mac',
  })
  if (!signed.ok) throw new Error(signed.refusal.code)
  return signed.value
}

async function session(sessionId: string): Promise<OpenSession> {
  const read = await readSession(tokenHash(sessionId), world.clock())
  if (!read) throw new Error('no session')
  return read
}

const half = (halfId: string): HalfAct => ({
  halfId,
  now: world.clock(),
  newId: world.newId,
  device: 'Firefox on a Mac',
  before: null,
})
const actOf = (of: OpenSession) => ({ actor: of.actor, now: world.clock(), newId: world.newId, key: world.newId() })

async function keyOf(person: Person): Promise<string> {
  const view = await factorView({ personId: world.personId(person), email: emailOf(person) }, world.clock())
  if (view.kind !== 'proposed') throw new Error(view.kind)
  return view.key.replaceAll(' ', '')
}

/** Sets one up on the settings page; gives its key, the recovery codes and the new session. */
async function setUp(person: Person) {
  await enrol(person)
  const signed = await signedIn(person)
  const own = await session(signed.sessionId)
  await startSecondFactor(actOf(own), own)
  const key = await keyOf(person)
  const done = await confirmSecondFactor(actOf(own), own, codeAt(key, world.clock()))
  if (!done.ok) throw new Error(done.refusal.code)
  seconds(30)
  return { key, before: signed.sessionId, ...done.value }
}

const recordOf = async (person: Person) =>
  (
    await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [
      world.personId(person),
    ])
  ).map((row) => row.verb)

test('set up with a code: what was open ends, the new session has shown it, and nothing of it is readable in the database', async () => {
  const { key, codes, before, opened } = await setUp('lead')
  expect(await readSession(tokenHash(before), world.clock())).toBeNull()
  expect(await session(opened.sessionId)).toMatchObject({ second: true, actor: { roles: ['lead'] } })
  expect(codes).toHaveLength(10)
  const kept = JSON.stringify([
    await world.sql('SELECT * FROM identity.second_factor'),
    await world.sql('SELECT * FROM identity.recovery_code'),
    await world.sql('SELECT * FROM command_key'),
    await world.sql('SELECT payload FROM audit_event'),
  ])
  for (const secret of [key, ...codes]) {
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
  }
  expect(await recordOf('lead')).toEqual(['SECOND_FACTOR_SET_UP'])
  // its key is shown to nobody again
  const view = await factorView({ personId: world.personId('lead'), email: emailOf('lead') }, world.clock())
  expect(view).toEqual({ kind: 'on', since: expect.any(Date), codesLeft: 10 })
  expect([...(await factorsFor(world.actor('admin'))).keys()]).toEqual([world.personId('lead')])
  expect((await factorsFor(world.actor('admin', { trust: 'RZY' }))).size).toBe(0)
  expect((await factorsFor(world.actor('technician'))).size).toBe(0)
})

test('the password alone opens nothing any more: half a sign-in is no session', async () => {
  const { key } = await setUp('technician')
  const signed = await signedIn('technician')
  expect(signed.stage).toBe('code')
  const token = tokenHash(signed.sessionId)
  expect(await readSession(token, world.clock())).toBeNull()
  expect(await trustsOfSession(token, world.clock())).toEqual([])
  for (const asked of [
    `SELECT identity.set_own_password(decode($1, 'hex'), 'a hash', $2) AS done`,
    `SELECT count(*)::int AS done FROM identity.sessions_of_holder(decode($1, 'hex'), $2)`,
    `SELECT count(*)::int AS done FROM identity.peek_session(decode($1, 'hex'), $2)`,
  ]) {
    const [row] = await world.sql<{ done: unknown }>(asked, [token, world.clock()])
    expect([false, 0]).toContain(row?.done)
  }
  const opened = await enterCode(half(signed.sessionId), codeAt(key, world.clock()))
  if (!opened.ok) throw new Error(opened.refusal.code)
  // a new id, and the first half is used up
  expect(opened.value.sessionId).not.toBe(signed.sessionId)
  expect(await session(opened.value.sessionId)).toMatchObject({ second: true, device: 'Firefox on a Mac' })
  expect(await readHalf(token, world.clock())).toBeNull()
  expect(await enterCode(half(signed.sessionId), codeAt(key, world.clock()))).toMatchObject({
    refusal: { code: 'HALF_OVER' },
  })
})

test('a code is taken once, also of two at the same moment, and none that is older', async () => {
  const { key } = await setUp('chief')
  const code = codeAt(key, world.clock())
  const older = codeAt(key, new Date(world.clock().getTime() - 30_000))
  const [one, two] = [await signedIn('chief'), await signedIn('chief')]
  const both = await Promise.all([one, two].map(({ sessionId }) => enterCode(half(sessionId), code)))
  expect(both.filter((each) => each.ok)).toHaveLength(1)
  const left = both[0]?.ok ? two : one
  for (const typed of [code, older]) {
    expect(await enterCode(half(left.sessionId), typed)).toMatchObject({ refusal: { code: 'INVALID' } })
  }
  seconds(30)
  expect((await enterCode(half(left.sessionId), codeAt(key, world.clock()))).ok).toBe(true)
})

test('wrong codes make one wait, longer each time; the right password in between does not help', async () => {
  const { key } = await setUp('pharmacist')
  const signed = await signedIn('pharmacist')
  const right = () => codeAt(key, world.clock())
  for (let i = 0; i < FREE_TRIES; i += 1) {
    await signedIn('pharmacist')
    expect((await enterCode(half(signed.sessionId), '000000')).ok).toBe(false)
  }
  const again = await signedIn('pharmacist')
  expect((await enterCode(half(again.sessionId), right())).ok).toBe(false)
  seconds(60)
  expect((await enterCode(half(again.sessionId), '000000')).ok).toBe(false)
  seconds(60)
  expect((await enterCode(half(again.sessionId), right())).ok).toBe(false)
  seconds(61)
  expect((await enterCode(half(again.sessionId), right())).ok).toBe(true)
  expect((await recordOf('pharmacist')).filter((verb) => verb === 'CODES_REFUSED')).toHaveLength(2)
  // many at the same moment are all counted
  const many = await signedIn('pharmacist')
  await Promise.all(Array.from({ length: 20 }, () => enterCode(half(many.sessionId), '000000')))
  const [row] = await world.sql<{ failures: number }>(
    'SELECT failures FROM identity.second_factor WHERE person_id = $1',
    [world.personId('pharmacist')],
  )
  expect(row?.failures).toBe(FREE_TRIES)
})

test('a recovery code lets in once, also of two at the same moment; new ones take the place of all before', async () => {
  const { key, codes } = await setUp('finance')
  const [first = '', second = '', third = ''] = codes
  const [one, two] = [await signedIn('finance'), await signedIn('finance')]
  const both = await Promise.all(
    [one, two].map(({ sessionId }) => enterCode(half(sessionId), first.toUpperCase().replaceAll('-', ' '))),
  )
  expect(both.filter((each) => each.ok)).toHaveLength(1)
  expect(await recordOf('finance')).toEqual(['SECOND_FACTOR_SET_UP', 'RECOVERY_CODE_USED'])
  const opened = both.find((each) => each.ok)
  if (!opened?.ok) throw new Error('not opened')
  const own = await session(opened.value.sessionId)
  expect(await renewRecoveryCodes(actOf(own), own, first)).toMatchObject({ refusal: { code: 'INVALID' } })
  const renewed = await renewRecoveryCodes(actOf(own), own, codeAt(key, world.clock()))
  expect(renewed.ok && renewed.value.length).toBe(10)
  const later = await signedIn('finance')
  expect((await enterCode(half(later.sessionId), second)).ok).toBe(false)
  expect((await enterCode(half(later.sessionId), renewed.ok ? (renewed.value[0] ?? '') : third)).ok).toBe(true)
  // nobody else's code is any good
  const { codes: others } = await setUp('director')
  const mine = await signedIn('finance')
  expect((await enterCode(half(mine.sessionId), others[0] ?? '')).ok).toBe(false)
})

test('taking it away wants a code, ends what is open, and leads on to another where the trust asks for one', async () => {
  const { key, opened } = await setUp('admin')
  const own = await session(opened.sessionId)
  expect(await removeSecondFactor(actOf(own), own, '000000')).toMatchObject({ refusal: { code: 'INVALID' } })
  await rule('approvers')
  const removed = await removeSecondFactor(actOf(own), own, codeAt(key, world.clock()))
  if (!removed.ok) throw new Error(removed.refusal.code)
  expect(removed.value.stage).toBe('set-up')
  expect(await readSession(tokenHash(opened.sessionId), world.clock())).toBeNull()
  seconds(30)
  const again = await setUpAtSignIn(half(removed.value.sessionId), codeAt(await keyOf('admin'), world.clock()))
  if (!again.ok) throw new Error(again.refusal.code)
  expect(await session(again.value.opened.sessionId)).toMatchObject({ second: true, actor: { roles: ['admin'] } })
  expect(await recordOf('admin')).toEqual(['SECOND_FACTOR_SET_UP', 'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_SET_UP'])
  await rule('off')
})

test('a password given anew takes the second factor away; an administrator of another trust does not', async () => {
  await world.sql('DELETE FROM identity.second_factor WHERE person_id = $1', [world.personId('chief')])
  await setUp('chief')
  const personId = world.personId('chief')
  const given = (trust: 'RZZ' | 'RZY') => {
    const act = world.act('admin', { trust })
    return withTrust(act.actor, async (tx) => {
      const done = await setOneTimePassword(tx, act, personId, hash)
      await writeAudit(tx, act)
      return done
    })
  }
  expect(await given('RZY')).toBe(false)
  expect((await signedIn('chief')).stage).toBe('code')
  expect(await given('RZZ')).toBe(true)
  expect((await signedIn('chief')).stage).toBe('open')
  expect((await recordOf('chief')).at(-1)).toBe('SECOND_FACTOR_REMOVED')
})

test('whoever must have one and has not is led to it; what they had open is shut the moment the trust asks', async () => {
  await world.sql('DELETE FROM identity.second_factor WHERE person_id = ANY ($1)', [
    [world.personId('lead'), world.personId('technician')],
  ])
  for (const person of ['lead', 'technician'] as const) await enrol(person)
  const [lead, technician] = [await signedIn('lead'), await signedIn('technician')]
  expect(lead.stage).toBe('open')
  await rule('approvers')
  expect(await withTrust(world.actor('admin'), settingsOfTrust)).toMatchObject({ secondFactor: 'approvers' })
  expect(await readSession(tokenHash(lead.sessionId), world.clock())).toBeNull()
  expect(await readSession(tokenHash(technician.sessionId), world.clock())).not.toBeNull()
  await rule('everybody')
  expect(await readSession(tokenHash(technician.sessionId), world.clock())).toBeNull()
  const must = await signedIn('technician')
  expect(must.stage).toBe('set-up')
  expect(await readSession(tokenHash(must.sessionId), world.clock())).toBeNull()
  // half of one stage does not finish another
  const key = await keyOf('technician')
  expect(await enterCode(half(must.sessionId), codeAt(key, world.clock()))).toMatchObject({
    refusal: { code: 'HALF_OVER' },
  })
  expect(await setUpAtSignIn(half(must.sessionId), '000000')).toMatchObject({ refusal: { code: 'INVALID' } })
  const done = await setUpAtSignIn(half(must.sessionId), codeAt(key, world.clock()))
  expect(done.ok).toBe(true)
  await rule('off')
})

test('half a sign-in ends after ten minutes, and gives no session to somebody who left meanwhile', async () => {
  const { key } = await setUp('lead')
  const late = await signedIn('lead')
  seconds(601)
  expect(await enterCode(half(late.sessionId), codeAt(key, world.clock()))).toMatchObject({
    refusal: { code: 'HALF_OVER' },
  })
  const left = await signedIn('lead')
  await world.sql(`SELECT set_config('app.trust_id', $1, false), identity.set_roles($2, '{}', $3)`, [
    RZZ.id,
    world.personId('lead'),
    world.clock(),
  ])
  expect((await enterCode(half(left.sessionId), codeAt(key, world.clock()))).ok).toBe(false)
})
