import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDirectory, type TestDirectory } from '#lib/testing/a-directory.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import type { HalfAct } from '../half-sign-in-record.store.ts'
import { hashPassword } from '../password.ts'
import { readSession, trustsOfSession } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import { signIn } from '../sign-in.command.ts'
import { directoryChoice, directoryView, linksFor, waitingAtDirectory } from './directory.queries.ts'
import { directoryForm } from './directory.schema.ts'
import { admitFromDirectory, joinFromDirectory, refuseFromDirectory, unlinkFromDirectory } from './let-in.command.ts'
import { proveAccount } from './prove-account.command.ts'
import type { Attempt } from './provider.ts'
import { saveDirectory } from './save-directory.command.ts'
import { comeFromDirectory, startAtDirectory } from './sign-in-at-directory.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const RETURN = (ods: string) => `http://localhost:3000/sign-in/directory/${ods}`
const [directory, other]: TestDirectory[] = await Promise.all([
  aDirectory([RETURN('rzz'), RETURN('rzy')]),
  aDirectory([RETURN('rzz')]),
])
if (!directory || !other) throw new Error('no directories')
process.env.DIRECTORY_ISSUERS = `${directory.issuer}, ${other.issuer}`
process.env.PUBLIC_URL = 'http://localhost:3000'
const world = await aWorld()
const { RZZ, RZY } = world.trusts
const PASSWORD = 'lamp otter granite'
const admin = (trust: 'RZZ' | 'RZY' = 'RZZ') => world.act('admin', { trust })

afterAll(async () => {
  await Promise.all([directory.stop(), other.stop()])
})

const typed = {
  ...{ issuer: directory.issuer, clientId: directory.clientId, clientSecret: directory.clientSecret },
  ...{ idClaim: 'sub', emailClaim: 'email', domains: 'rzz.example', active: 'yes', version: '0' },
}
const saved = (to: object, act = admin()) => saveDirectory(act, directoryForm.parse({ ...typed, ...to }))

beforeAll(async () => {
  // the provider's tokens are of the machine's own time
  world.clock.advance(Date.now() - world.clock().getTime())
  directory.accounts.set('ann', { name: 'Ann Okafor', email: 'ann.okafor@rzz.example', email_verified: true })
  directory.accounts.set('mallory', { name: 'The Lead', email: 'lead@rzz.example', email_verified: false })
  expect((await saved({})).ok).toBe(true)
  await world.sql(
    `INSERT INTO identity.credential (person_id, password_hash, changed_at)
     SELECT id, $1, $2 FROM identity.person ON CONFLICT (person_id) DO UPDATE SET password_hash = $1`,
    [await hashPassword(PASSWORD), world.clock()],
  )
})

async function sent(trust = RZZ): Promise<{ url: string; attempt: Attempt }> {
  const begun = await startAtDirectory({ trustId: trust.id, odsCode: trust.ods }, '/orders', world.clock())
  if (!begun.ok) throw new Error(begun.refusal.code)
  return begun.value
}

const back = (search: string, attempt: Attempt | null, odsCode = 'rzz') =>
  comeFromDirectory({
    ...{ odsCode, search, attempt, now: world.clock(), newId: world.newId },
    ...{ device: 'Edge on Windows', before: null },
  })

async function comes(login: string) {
  const { url, attempt } = await sent()
  const came = await directory?.signInThere(url, login)
  const answer = await back(came?.search ?? '', attempt)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

const half = (halfId: string): HalfAct => ({
  ...{ halfId, now: world.clock(), newId: world.newId },
  ...{ device: 'Edge on Windows', before: null },
})
const read = (sessionId: string) => readSession(tokenHash(sessionId), world.clock())
const FAILED = { ok: false, refusal: { code: 'DIRECTORY_FAILED' } }

test('who is unknown waits; an administrator lets them in with the roles they choose; then they come in', async () => {
  expect(await comes('ann')).toEqual({ stage: 'waiting' })
  expect(await comes('ann')).toEqual({ stage: 'waiting' })
  const waiting = await waitingAtDirectory(world.actor('admin'))
  // the administrators are told once, not the second time
  const told = await world.sql<{ data: Record<string, unknown> }>(
    `SELECT data FROM pgboss.job WHERE name = 'send-notice' AND data->>'kind' = 'directory_waiting'`,
  )
  expect(told.map((one) => one.data)).toMatchObject([{ id: waiting[0]?.id, personId: world.personId('admin') }])
  expect(waiting).toMatchObject([
    { name: 'Ann Okafor', email: 'ann.okafor@rzz.example', verified: true, subject: 'ann', issuer: directory.issuer },
  ])
  expect(await waitingAtDirectory(world.actor('admin', { trust: 'RZY' }))).toEqual([])
  expect(await waitingAtDirectory(world.actor('lead'))).toEqual([])
  const input = { waitingId: waiting[0]?.id ?? '', name: 'Ann Okafor', email: 'ann.okafor@rzz.example' }
  const roles = { roles: ['stores' as const], sites: [] }
  expect(await admitFromDirectory(world.act('lead'), { ...input, ...roles })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
  expect(await admitFromDirectory(admin('RZY'), { ...input, ...roles })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  expect(await admitFromDirectory(admin(), { ...input, ...roles, roles: ['admin', 'lead'] })).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'roles' }] },
  })
  // an address that somebody has is not theirs by that
  expect(await admitFromDirectory(admin(), { ...input, ...roles, email: 'lead@rzz.example' })).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'email' }] },
  })
  const both = await Promise.all([1, 2].map(() => admitFromDirectory(admin(), { ...input, ...roles })))
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  const came = await comes('ann')
  if (came.stage !== 'open') throw new Error(came.stage)
  expect(await read(came.sessionId)).toMatchObject({
    ...{ how: 'directory', second: true, email: 'ann.okafor@rzz.example', trusts: 1, device: 'Edge on Windows' },
    actor: { odsCode: 'RZZ', roles: ['stores'], name: 'Ann Okafor' },
  })
  // no password opens the account
  expect((await signIn({ email: 'ann.okafor@rzz.example', password: '' }, world.clock())).ok).toBe(false)
})

test('an e-mail of somebody else takes over nothing, checked or not; joined by an administrator, it still wants that one’s password', async () => {
  expect(await comes('mallory')).toEqual({ stage: 'waiting' })
  directory.accounts.set('mallory', { name: 'The Lead', email: 'lead@rzz.example', email_verified: true })
  expect(await comes('mallory')).toEqual({ stage: 'waiting' })
  const [waits] = await waitingAtDirectory(world.actor('admin'))
  const join = { waitingId: waits?.id ?? '', personId: world.personId('lead') }
  expect(await joinFromDirectory(admin('RZY'), join)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await joinFromDirectory(admin(), { ...join, personId: world.personId('lead', 'RZY') })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  expect((await joinFromDirectory(admin(), join)).ok).toBe(true)
  const came = await comes('mallory')
  if (came.stage !== 'prove') throw new Error(came.stage)
  expect(await read(came.sessionId)).toBeNull()
  expect(await proveAccount(half(came.sessionId), { password: 'guessed horse battery', code: '' })).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'password' }] },
  })
  const proven = await proveAccount(half(came.sessionId), { password: PASSWORD, code: '' })
  if (!proven.ok) throw new Error(proven.refusal.code)
  expect(await read(proven.value.sessionId)).toMatchObject({ how: 'directory', actor: { roles: ['lead'] } })
  expect((await comes('mallory')).stage).toBe('open')
  const record = await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [
    world.personId('lead'),
  ])
  expect(record.map((row) => row.verb)).toEqual(['DIRECTORY_JOINED', 'DIRECTORY_PROVEN'])
  // taken back, what is open by it ends, and they wait again
  const [link] = (await linksFor(world.actor('admin'))).filter((one) => one.personId === world.personId('lead'))
  expect(await unlinkFromDirectory(admin('RZY'), { linkId: link?.linkId ?? '' })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  expect((await unlinkFromDirectory(admin(), { linkId: link?.linkId ?? '' })).ok).toBe(true)
  expect(await read(proven.value.sessionId)).toBeNull()
  expect(await comes('mallory')).toEqual({ stage: 'waiting' })
  const [again] = await waitingAtDirectory(world.actor('admin'))
  expect((await refuseFromDirectory(admin(), { waitingId: again?.id ?? '' })).ok).toBe(true)
  expect(await joinFromDirectory(admin(), { ...join, waitingId: again?.id ?? '' })).toMatchObject({ ok: false })
})

test('a state is good once, for its browser and its trust; a code for its own sign-in', async () => {
  const { url, attempt } = await sent()
  const came = await directory.signInThere(url, 'ann')
  expect(await back(came.search, null)).toEqual(FAILED)
  expect(await back(came.search, attempt, 'rzy')).toEqual(FAILED)
  expect(await back(came.search, { ...attempt, state: 'of another browser' })).toEqual(FAILED)
  expect((await back(came.search, attempt)).ok).toBe(true)
  expect(await back(came.search, attempt)).toEqual(FAILED)
  // somebody else's answer put into one's own sign-in: neither challenge nor nonce hold
  const [mine, theirs] = [await sent(), await sent()]
  const answer = await directory.signInThere(theirs.url, 'ann')
  answer.searchParams.set('state', mine.attempt.state)
  expect(await back(answer.search, mine.attempt)).toEqual(FAILED)
  const swapped = { ...theirs.attempt, nonce: mine.attempt.nonce }
  const third = await sent()
  const thirdAnswer = await directory.signInThere(third.url, 'ann')
  expect(await back(thirdAnswer.search, { ...third.attempt, nonce: swapped.nonce })).toEqual(FAILED)
  // too late
  const late = await sent()
  const lateAnswer = await directory.signInThere(late.url, 'ann')
  world.clock.advance(601_000)
  expect(await back(lateAnswer.search, late.attempt)).toEqual(FAILED)
})

test('another issuer, even one that is allowed, is not the directory; one that is not allowed is not asked', async () => {
  other.accounts.set('ann', { name: 'Ann Okafor', email: 'ann.okafor@rzz.example', email_verified: true })
  const { url, attempt } = await sent()
  const there = new URL(url)
  const strange = await other.signInThere(`${other.issuer}${there.pathname}${there.search}`, 'ann')
  expect(strange.searchParams.get('iss')).toBe(other.issuer)
  expect(await back(strange.search, attempt)).toEqual(FAILED)
  const second = await sent()
  const again = await other.signInThere(`${other.issuer}${there.pathname}${new URL(second.url).search}`, 'ann')
  again.searchParams.set('iss', directory.issuer)
  expect(await back(again.search, second.attempt)).toEqual(FAILED)
  // the same subject of another issuer is somebody else
  expect((await saved({ issuer: other.issuer, clientSecret: '', version: '1' })).ok).toBe(false)
  expect((await saved({ issuer: other.issuer, version: '1' })).ok).toBe(true)
  const begun = await sent()
  const came = await other.signInThere(begun.url, 'ann')
  expect(await back(came.search, begun.attempt)).toMatchObject({ value: { stage: 'waiting' } })
  expect((await saved({ version: '2' })).ok).toBe(true)
  expect(await saved({ issuer: 'https://elsewhere.example', version: '3' })).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'issuer' }] },
  })
  await world.sql(`UPDATE identity.directory SET issuer = 'https://elsewhere.example'`)
  expect(await startAtDirectory({ trustId: RZZ.id, odsCode: 'RZZ' }, '/', world.clock())).toEqual(FAILED)
  await world.sql('UPDATE identity.directory SET issuer = $1', [directory.issuer])
})

test('the directory of one trust opens that trust alone, also to who works for two', async () => {
  const person = world.personId('director')
  await world.sql(
    "INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'finance', $3)",
    [RZY.id, person, world.clock()],
  )
  await world.sql(
    `INSERT INTO identity.directory_link (id, trust_id, issuer, claim, subject, person_id, joined_at, joined_by, proven_at)
     VALUES ($1, $2, $3, 'sub', 'dora', $4, $5, $4, $5)`,
    [world.newId(), RZZ.id, directory.issuer, person, world.clock()],
  )
  const came = await comes('dora')
  if (came.stage !== 'open') throw new Error(came.stage)
  expect((await trustsOfSession(tokenHash(came.sessionId), world.clock())).map((trust) => trust.id)).toEqual([RZZ.id])
})

test('where it is the only way, passwords open nothing but an administrator’s session, and end what they opened', async () => {
  const asLead = () => signIn({ email: 'lead@rzz.example', password: PASSWORD }, world.clock())
  const open = await asLead()
  if (!open.ok) throw new Error(open.refusal.code)
  expect(directoryForm.safeParse({ ...typed, active: undefined, onlyWay: 'yes' }).success).toBe(false)
  expect((await saved({ onlyWay: 'yes', clientSecret: '', version: '3' })).ok).toBe(true)
  expect(await read(open.value.sessionId)).toBeNull()
  expect(await asLead()).toEqual({ ok: false, refusal: { code: 'DIRECTORY_ONLY', odsCode: 'RZZ' } })
  const breaking = await signIn({ email: 'admin@rzz.example', password: PASSWORD }, world.clock())
  if (!breaking.ok) throw new Error(breaking.refusal.code)
  expect(await read(breaking.value.sessionId)).toMatchObject({ how: 'password', actor: { roles: ['admin'] } })
  // who works elsewhere too comes in there by password
  const elsewhere = await signIn({ email: 'director@rzz.example', password: PASSWORD }, world.clock())
  if (!elsewhere.ok) throw new Error(elsewhere.refusal.code)
  expect(await read(elsewhere.value.sessionId)).toMatchObject({ actor: { odsCode: 'RZY' } })
  expect((await saved({ clientSecret: '', version: '4' })).ok).toBe(true)
  // once ended is ended, also when passwords count again
  expect(await read(open.value.sessionId)).toBeNull()
  expect(await read(breaking.value.sessionId)).toMatchObject({ how: 'password' })
})

test('a directory that is switched off, or becomes another, ends the sessions that it opened; a new secret does not', async () => {
  const person = world.personId('director')
  const opened = async () => {
    const came = await comes('dora')
    if (came.stage !== 'open') throw new Error(came.stage)
    expect(await read(came.sessionId)).toMatchObject({ how: 'directory', actor: { personId: person } })
    return came.sessionId
  }
  const first = await opened()
  expect((await saved({ version: '5' })).ok).toBe(true)
  expect(await read(first)).not.toBeNull()
  expect((await saved({ active: undefined, version: '6' })).ok).toBe(true)
  expect(await read(first)).toBeNull()
  expect((await saved({ version: '7' })).ok).toBe(true)
  expect(await read(first)).toBeNull()
  const second = await opened()
  expect((await saved({ issuer: other.issuer, version: '8' })).ok).toBe(true)
  expect((await saved({ version: '9' })).ok).toBe(true)
  expect(await read(second)).toBeNull()
})

test('its secret is readable nowhere; two at once save once; whoever may not, does not', async () => {
  const view = await directoryView(world.actor('lead'))
  expect(view?.returnAddress).toBe(RETURN('rzz'))
  expect(JSON.stringify(view)).not.toContain('secret of')
  expect(Object.keys(view?.directory ?? {})).not.toContain('secret')
  expect(await directoryView(world.actor('technician'))).toBeNull()
  const kept = await world.sql('SELECT * FROM identity.directory')
  const rest = await world.sql(`SELECT payload FROM audit_event WHERE verb = 'DIRECTORY_SET'`)
  for (const text of [JSON.stringify(rest), JSON.stringify(kept)]) {
    expect(text).not.toContain(directory.clientSecret)
    expect(text).not.toContain(Buffer.from(directory.clientSecret).toString('hex'))
  }
  const both = await Promise.all([saved({ version: '10' }), saved({ version: '10', domains: 'nhs.example' })])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(await saved({ version: '11' }, world.act('lead'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  const domain = both[0]?.ok ? 'rzz.example' : 'nhs.example'
  expect(await directoryChoice({ domain })).toEqual({
    any: true,
    trusts: [{ trustId: RZZ.id, odsCode: 'RZZ', trustName: RZZ.name }],
  })
  expect((await directoryChoice({ domain: 'other.example' })).trusts).toEqual([])
  expect((await directoryChoice({})).trusts).toEqual([])
})

test('what is waiting has an end: a country’s directory cannot fill it', async () => {
  await world.sql(
    `INSERT INTO identity.directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at)
     SELECT gen_random_uuid(), $1, 'https://x.example', 'sub', n::text, '', '', false, $2, $2 FROM generate_series(1, 250) n`,
    [RZZ.id, world.clock()],
  )
  const comesToo = async (login: string) => {
    const { url, attempt } = await sent()
    return back((await directory.signInThere(url, login)).search, attempt)
  }
  const waits = async (subject: string) => {
    return (await waitingAtDirectory(world.actor('admin'))).find((one) => one.subject === subject)
  }
  // who is on no list is not told that they wait
  expect(await comesToo('one more')).toEqual({ ok: false, refusal: { code: 'DIRECTORY_FULL' } })
  expect(await waits('one more')).toBeUndefined()
  // who was refused takes nobody's place, and does not stay longer for trying again
  await world.sql(`UPDATE identity.directory_waiting SET refused_at = $1 WHERE issuer = 'https://x.example'`, [
    world.clock(),
  ])
  expect(await comesToo('one more')).toMatchObject({ ok: true, value: { stage: 'waiting' } })
  const one = await waits('one more')
  expect((await refuseFromDirectory(admin(), { waitingId: one?.id ?? '' })).ok).toBe(true)
  world.clock.advance(1000)
  expect(await comesToo('one more')).toMatchObject({ ok: true })
  expect((await waits('one more'))?.lastAt).toEqual(one?.lastAt)
})
