import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles, leaveTrust } from '#lib/access/change-roles.command.ts'
import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { correctEmail, correctName } from '#lib/access/correct/correct-person.command.ts'
import type { SaveDirectory } from '#lib/access/directory/directory.schema.ts'
import { directoryOf } from '#lib/access/directory/directory.store.ts'
import { saveDirectory } from '#lib/access/directory/save-directory.command.ts'
import { setLeavingDay } from '#lib/access/leavers/set-leaving.command.ts'
import { takeHalf } from '#lib/access/reset/take-half.command.ts'
import { decideRows, startReview } from '#lib/access/review/run-review.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { exceptionsReport } from '#lib/audit/exceptions/exceptions.queries.ts'
import { reportAddress } from '#lib/audit/report.schema.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { saveSettings } from '#lib/trusts/save-settings.command.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { DEFAULT_SETTINGS } from '#lib/trusts/settings.schema.ts'
import { londonDate } from '#lib/values/dates.ts'
import { agreeChange } from './agree-change.command.ts'
import { agreePerson } from './agree-person.command.ts'
import { refuseRequest, withdrawRequest } from './refuse-request.command.ts'
import { requestFor, requestsFor } from './requests.queries.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
process.env.DIRECTORY_ISSUERS = 'https://directory.example'
const world = await aWorld()
const DAY = 86_400_000
const refused = (code: string) => ({ ok: false, refusal: { code } })
const reason = 'They took the post'
const rolesOf = async (personId: string) =>
  (await withTrust(world.actor('admin'), peopleOfTrust)).get(personId)?.roles ?? []
const verbsOf = async (id: string) =>
  (await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [id])).map(
    (one) => one.verb,
  )
const alone = async () =>
  (await exceptionsReport(world.actor('auditor'), world.clock(), reportAddress.parse({ kind: 'alone' }))).rows
let count = 0
async function technician(): Promise<string> {
  count += 1
  const input = { email: `new${count}@rzz.example`, name: `New ${count}`, roles: ['technician' as Role] }
  return done(await addPerson(world.act('admin'), input)).personId
}

test('while nobody else’s word counts, who founds the trust gives the first approvers alone; each is listed for the auditor', async () => {
  // everybody was given their role today: a word counts after a week
  await world.sql('UPDATE identity.membership SET granted_at = $1 WHERE trust_id = $2', [
    world.clock(),
    world.trusts.RZZ.id,
  ])
  const added = done(
    await addPerson(world.act('admin'), { email: 'first@rzz.example', name: 'First', roles: ['lead'] }),
  )
  expect(added).toMatchObject({ alone: true, requestId: null, password: expect.any(String) })
  const person = await technician()
  expect(done(await changeRoles(world.act('admin'), { personId: person, roles: ['pharmacist'] })).requestId).toBeNull()
  // what takes nobody else is no exception
  done(await changeRoles(world.act('admin'), { personId: person, roles: ['stores'] }))
  const rows = await alone()
  expect(rows.map(({ whose, who, words }) => [whose?.name, who, words.split('.')[0]])).toEqual([
    ['New 1', 'Admin of RZZ', 'A role that approves (Pharmacist)'],
    ['First', 'Admin of RZZ', 'Somebody new who approves (Procurement lead)'],
  ])
  // one’s own account is nobody’s to promote, alone or not
  const own = await changeRoles(world.act('admin'), { personId: world.personId('admin'), roles: ['lead'] })
  expect(own).toMatchObject(refused('OWN_ACCOUNT'))
  expect(
    await exceptionsReport(
      world.actor('auditor', { trust: 'RZY' }),
      world.clock(),
      reportAddress.parse({ kind: 'alone' }),
    ),
  ).toMatchObject({ rows: [] })
  world.clock.advance(8 * DAY)
})

test('a role that approves waits for a second person; nobody agrees to what they asked or about themselves', async () => {
  const person = await technician()
  const ask = (roles: Role[]) => changeRoles(world.act('admin'), { personId: person, roles, reason })
  const requestId = done(await ask(['lead'])).requestId ?? ''
  expect(await rolesOf(person)).toEqual(['technician'])
  expect(await ask(['lead'])).toMatchObject(refused('REQUEST_WAITS'))
  expect(await agreeRoles(world.act('admin'), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  expect(await agreeRoles(world.act('lead'), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
  expect(await agreeRoles(world.act('chief', { trust: 'RZY' }), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await agreeChange(world.act('chief'), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await agreePerson(world.act('chief'), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await requestFor(world.actor('chief'), requestId, world.clock())).toMatchObject({
    to: 'approver',
    decides: true,
  })
  const twice = await Promise.all([1, 2].map(() => agreeRoles(world.act('chief'), { requestId })))
  expect(twice.filter((one) => one.ok)).toHaveLength(1)
  expect(await rolesOf(person)).toEqual(['lead'])
  expect((await verbsOf(person)).slice(-2)).toEqual(['SECOND_ASKED', 'ROLES_CHANGED'])
  // limiting them is one administrator’s act, lifting the limit is not
  const [site] = await world.sql<{ id: string }>('SELECT id FROM site WHERE trust_id = $1 LIMIT 1', [
    world.trusts.RZZ.id,
  ])
  const sites = [{ role: 'lead' as const, siteId: site?.id ?? '' }]
  expect(done(await changeRoles(world.act('admin'), { personId: person, roles: ['lead'], sites })).requestId).toBeNull()
  const lifted = done(await ask(['lead'])).requestId ?? ''
  done(await refuseRequest(world.act('chief'), { requestId: lifted, comment: 'One site will do' }))
  expect((await verbsOf(person)).slice(-2)).toEqual(['SECOND_ASKED', 'SECOND_REFUSED'])
})

test('somebody new who approves has no account before a second person agrees, and neither of the two can sign in as them', async () => {
  const input = { email: 'cora@rzz.example', name: 'Cora Bell', roles: ['chief' as Role] }
  const act = world.act('admin')
  const [asked, replayed] = [done(await addPerson(act, input)), done(await addPerson(act, input))]
  const requestId = asked.requestId ?? ''
  expect(replayed).toEqual(asked)
  expect(asked).toMatchObject({ personId: '', password: null, code: null })
  expect(await world.sql(`SELECT 1 FROM identity.person WHERE email = 'cora@rzz.example'`)).toEqual([])
  // asked for once, whoever asks again; who agrees sees where the role counts
  expect(await addPerson(world.act('admin'), { ...input, name: 'C. Bell' })).toMatchObject(refused('REQUEST_WAITS'))
  const [site] = await world.sql<{ id: string; name: string }>(
    'SELECT id, name FROM site WHERE trust_id = $1 LIMIT 1',
    [world.trusts.RZZ.id],
  )
  const placed = {
    ...{ email: 'placed@rzz.example', name: 'Placed', roles: ['pharmacist' as Role] },
    sites: [{ role: 'pharmacist' as const, siteId: site?.id ?? '' }],
  }
  const limited = done(await addPerson(world.act('admin'), placed)).requestId ?? ''
  expect((await requestFor(world.actor('chief'), limited, world.clock()))?.rows).toContainEqual({
    label: 'Roles to be',
    value: `Pharmacist at ${site?.name}`,
  })
  done(await withdrawRequest(world.act('admin'), { requestId: limited }))
  expect(await takeHalf(world.act('admin'), { requestId })).toMatchObject(refused('NOT_FOUND'))
  expect(await requestFor(world.actor('chief'), requestId, world.clock())).toMatchObject({
    ...{ to: 'new', person: 'Cora Bell', personId: null, decides: true, halves: true },
    rows: [{ value: 'cora@rzz.example' }, { value: 'Chief pharmacist' }],
  })
  expect(await agreePerson(world.act('admin'), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  expect(await agreePerson(world.act('technician'), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
  const { half } = done(await agreePerson(world.act('chief'), { requestId }))
  expect(await agreePerson(world.act('chief'), { requestId })).toMatchObject(refused('REQUEST_OVER'))
  const first = done(await takeHalf(world.act('admin'), { requestId })).half
  for (const password of [half ?? '', first]) {
    expect((await signIn({ email: input.email, password }, world.clock())).ok).toBe(false)
  }
  expect((await signIn({ email: input.email, password: first + half }, world.clock())).ok).toBe(true)
  const [person] = await world.sql<{ id: string }>(`SELECT id FROM identity.person WHERE email = 'cora@rzz.example'`)
  expect(await rolesOf(person?.id ?? '')).toEqual(['chief'])
  expect(await verbsOf(person?.id ?? '')).toEqual(['PERSON_ADDED', 'RESET_TAKEN'])
  expect(await agreePerson(world.act('chief'), { requestId: world.newId() })).toMatchObject(refused('NOT_FOUND'))
  const back = done(await addPerson(world.act('admin'), { ...input, email: 'dora@rzz.example' })).requestId ?? ''
  done(await withdrawRequest(world.act('admin'), { requestId: back }))
  expect(await agreePerson(world.act('chief'), { requestId: back })).toMatchObject(refused('REQUEST_OVER'))
})

test('an administrator does not leave, lose the role, or lose it in a review by one other’s word', async () => {
  const second = await technician()
  done(await changeRoles(world.act('admin'), { personId: second, roles: ['admin'] })) // no other administrator’s word counts yet
  expect(await rolesOf(second)).toEqual(['admin'])
  const by = world.act('admin')
  expect(
    await setLeavingDay(by, {
      personId: second,
      from: londonDate(new Date(world.clock().getTime() + 9 * DAY)),
      handTo: null,
    }),
  ).toMatchObject(refused('SECOND_NEEDED'))
  const { reviewId } = done(await startReview(world.act('auditor')))
  const [row] = await world.sql<{ id: string }>(
    `SELECT id FROM access_review_row WHERE review_id = $1 AND person_id = $2 AND of = 'admin'`,
    [reviewId, second],
  )
  const rows = [{ id: row?.id ?? '', verdict: 'withdrawn' as const }]
  expect(await decideRows(world.act('admin'), { reviewId, rows })).toMatchObject(refused('SECOND_NEEDED'))
  const demote = done(await changeRoles(world.act('admin'), { personId: second, roles: ['stores'] })).requestId ?? ''
  done(await withdrawRequest(world.act('admin'), { requestId: demote }))
  const requestId = done(await leaveTrust(world.act('admin'), { personId: second })).requestId ?? ''
  expect(await rolesOf(second)).toEqual(['admin'])
  expect(await agreeChange(world.act('admin'), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  expect(await agreeChange(world.act('stores'), { requestId })).toMatchObject(refused('NOT_ALLOWED'))
  done(await agreeChange(world.act('chief'), { requestId }))
  expect(await rolesOf(second)).toEqual([])
  expect((await verbsOf(second)).slice(-2)).toEqual(['SECOND_ASKED', 'PERSON_LEFT'])
})

test('rules of signing in are tightened by one, weakened by two; what was changed meanwhile is not overwritten', async () => {
  const now = async () => (await withTrust(world.actor('admin'), settingsOfTrust)).secondFactor
  const set = (version: number, secondFactor: 'off' | 'approvers' | 'everybody') =>
    saveSettings(world.act('admin'), { version, settings: { ...DEFAULT_SETTINGS, secondFactor } })
  expect(done(await set(0, 'everybody'))).toEqual({ version: 1, requestId: null })
  const requestId = done(await set(1, 'approvers')).requestId ?? ''
  expect(await now()).toBe('everybody')
  expect(await requestFor(world.actor('chief'), requestId, world.clock())).toMatchObject({
    ...{ to: 'settings', person: '', personId: null, decides: true },
    rows: [{ label: 'Second factor', value: 'Everybody; to be: Whoever approves orders or administers' }],
  })
  done(await agreeChange(world.act('chief'), { requestId }))
  expect(await now()).toBe('approvers')
  const stale = done(await set(2, 'off')).requestId ?? ''
  done(await set(2, 'everybody'))
  expect(await agreeChange(world.act('chief'), { requestId: stale })).toMatchObject(refused('REQUEST_OVER'))
  expect(await now()).toBe('everybody')
  done(await withdrawRequest(world.act('admin'), { requestId: stale }))
  expect((await requestsFor(world.actor('chief'), world.clock())).map((one) => one.to)).toEqual([])
})

test('the directory is prepared by one and switched on by two; its secret is nowhere to be read', async () => {
  const settings: SaveDirectory = {
    ...{ issuer: 'https://directory.example', clientId: 'tincture', clientSecret: 'never to be read', idClaim: 'sub' },
    ...{ emailClaim: 'email', domains: ['rzz.example'], active: false, onlyWay: false, version: 0 },
  }
  const kept = () => withTrust(world.actor('admin'), directoryOf)
  expect(done(await saveDirectory(world.act('admin'), settings)).requestId).toBeNull()
  const requestId =
    done(await saveDirectory(world.act('admin'), { ...settings, active: true, clientSecret: '', version: 1 }))
      .requestId ?? ''
  expect(await kept()).toMatchObject({ active: false, version: 1 })
  done(await agreeChange(world.act('chief'), { requestId }))
  expect(await kept()).toMatchObject({ active: true, version: 2 })
  const text =
    JSON.stringify(await world.sql('SELECT wanted FROM person_request')) +
    JSON.stringify(await world.sql('SELECT payload FROM audit_event'))
  expect(text).not.toContain('never to be read')
})

test('a name is corrected by one; an address by two, told at both, and what was open ends', async () => {
  const person = await technician()
  const jobs = () =>
    world.sql<{ data: { kind: string; to: string } }>(
      `SELECT data FROM pgboss.job WHERE name = 'tell-corrected' ORDER BY created_on, id`,
    )
  done(await correctName(world.act('admin'), { personId: person, name: 'Ann Okafor' }))
  const mine = async () => (await withTrust(world.actor('admin'), peopleOfTrust)).get(person)
  expect(await mine()).toMatchObject({ name: 'Ann Okafor', email: `new${count}@rzz.example` })
  const change = (email: string, act = world.act('admin')) =>
    correctEmail(act, { personId: person, email, reason: 'They showed it' })
  expect(await change('chief@rzz.example')).toMatchObject(refused('INVALID'))
  expect(await change('ann@rzz.example', world.act('lead'))).toMatchObject(refused('NOT_ALLOWED'))
  expect(await change('ann@rzz.example', world.act('admin', { trust: 'RZY' }))).toMatchObject(refused('NOT_FOUND'))
  const requestId = done(await change('ann@rzz.example')).requestId ?? ''
  expect((await mine())?.email).toBe(`new${count}@rzz.example`)
  done(await agreeChange(world.act('chief'), { requestId }))
  expect((await mine())?.email).toBe('ann@rzz.example')
  expect((await jobs()).map(({ data }) => [data.kind, data.to]).sort()).toEqual([
    ['email', 'ann@rzz.example'],
    ['email', `new${count}@rzz.example`],
    ['name', `new${count}@rzz.example`],
  ])
  expect((await verbsOf(person)).slice(-3)).toEqual(['NAME_CORRECTED', 'SECOND_ASKED', 'EMAIL_CORRECTED'])
  const record = JSON.stringify(await world.sql('SELECT payload FROM audit_event WHERE chain_id = $1', [person]))
  expect(record).not.toContain('ann@rzz.example')
  expect(record).not.toContain('Okafor')
  expect(
    await correctName(world.act('admin', { trust: 'RZY' }), { personId: person, name: 'Taken Over' }),
  ).toMatchObject(refused('NOT_FOUND'))
})

test('who works for another trust too is corrected by neither', async () => {
  const person = await technician()
  await world.sql(
    `INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'stores', now())`,
    [world.trusts.RZY.id, person],
  )
  expect(await correctName(world.act('admin'), { personId: person, name: 'Ann Okafor' })).toMatchObject(
    refused('OTHER_TRUST'),
  )
  expect(await correctEmail(world.act('admin'), { personId: person, email: 'x@rzz.example', reason })).toMatchObject(
    refused('OTHER_TRUST'),
  )
})
