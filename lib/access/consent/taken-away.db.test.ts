import { afterAll, expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles, leaveTrust } from '#lib/access/change-roles.command.ts'
import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { setLeavingDay } from '#lib/access/leavers/set-leaving.command.ts'
import { tellGone } from '#lib/access/leavers/tell-gone.job.ts'
import { decideRows, startReview } from '#lib/access/review/run-review.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { exceptionsReport } from '#lib/audit/exceptions/exceptions.queries.ts'
import { reportAddress } from '#lib/audit/report.schema.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { startMailServer } from '#lib/testing/mail-server.ts'
import { londonDate } from '#lib/values/dates.ts'
import { withdrawRequest } from './refuse-request.command.ts'
import { requestFor } from './requests.queries.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const server = await startMailServer()
process.env.SMTP_URL = server.url
const world = await aWorld()
afterAll(() => server.close())
const DAY = 86_400_000
world.clock.advance(10 * DAY)
const refused = (code: string) => ({ ok: false, refusal: { code } })
const reason = 'They took the post'
const people = () => withTrust(world.actor('admin'), peopleOfTrust)
const rolesOf = async (personId: string) => (await people()).get(personId)?.roles ?? []
const give = (personId: string, roles: Role[]) => changeRoles(world.act('admin'), { personId, roles, reason })
const aloneOf = async (personId: string) =>
  (await exceptionsReport(world.actor('auditor'), world.clock(), reportAddress.parse({ kind: 'alone' }))).rows
    .filter((one) => one.whose?.id === personId)
    .map((one) => one.words)
const told = () =>
  world.sql<{ data: Record<string, string> }>(`SELECT data FROM pgboss.job WHERE name = 'tell-gone' ORDER BY id`)
let count = 0
async function technician(): Promise<string> {
  count += 1
  const input = { email: `away${count}@rzz.example`, name: `Away ${count}`, roles: ['technician' as Role] }
  return done(await addPerson(world.act('admin'), input)).personId
}
/** Another chief pharmacist, whose word does not count yet. */
async function secondChief(): Promise<string> {
  const person = await technician()
  const requestId = done(await give(person, ['chief'])).requestId ?? ''
  done(await agreeRoles(world.act('chief'), { requestId }))
  return person
}

test('the chief pharmacist’s role, and one that nobody else approves by, are not taken away by one administrator', async () => {
  const second = await secondChief()
  const requestId = done(await give(second, ['stores'])).requestId ?? ''
  expect(await rolesOf(second)).toEqual(['chief'])
  expect(await requestFor(world.actor('chief'), requestId, world.clock())).toMatchObject({
    to: 'demote',
    decides: true,
  })
  expect(await agreeRoles(world.act('admin'), { requestId })).toMatchObject(refused('OWN_REQUEST'))
  done(await agreeRoles(world.act('chief'), { requestId }))
  expect(await rolesOf(second)).toEqual(['stores'])
  const director = world.personId('director')
  const waits = done(await give(director, ['auditor'])).requestId ?? ''
  expect(await rolesOf(director)).toEqual(['director'])
  done(await withdrawRequest(world.act('admin'), { requestId: waits }))
  // nor in a review; nobody else is asked about the one of two
  const { reviewId } = done(await startReview(world.act('auditor')))
  const [row] = await world.sql<{ id: string }>(
    'SELECT id FROM access_review_row WHERE review_id = $1 AND person_id = $2',
    [reviewId, director],
  )
  const rows = [{ id: row?.id ?? '', verdict: 'withdrawn' as const }]
  expect(await decideRows(world.act('admin'), { reviewId, rows })).toMatchObject(refused('SECOND_NEEDED'))
  const lead = await technician()
  done(await agreeRoles(world.act('chief'), { requestId: done(await give(lead, ['lead'])).requestId ?? '' }))
  expect(done(await give(lead, ['stores'])).requestId).toBeNull()
  expect(await rolesOf(lead)).toEqual(['stores'])
  expect(await aloneOf(lead)).toEqual([])
  expect(await told()).toEqual([])
})

test('who approves leaves at once by one administrator; the others are told, and the auditor finds it', async () => {
  const person = await secondChief()
  expect(done(await leaveTrust(world.act('admin'), { personId: person })).requestId).toBeNull()
  expect(await rolesOf(person)).toEqual([])
  expect(await aloneOf(person)).toEqual([
    expect.stringContaining('Left by one administrator’s word (Chief pharmacist)'),
  ])
  const jobs = (await told()).map(({ data }) => data)
  const all = [...(await people()).values()]
  const names = jobs.map((job) => all.find((one) => one.id === job.personId)?.roles[0])
  expect(new Set(names)).toEqual(new Set(['pharmacist', 'lead', 'chief', 'director']))
  expect(jobs.every((job) => job.who === person && job.kind === 'left' && job.roles === 'chief')).toBe(true)
  expect(await tellGone(world.act('admin'), jobs[0] ?? {})).toBe('sent')
  expect(server.received[0]?.raw.replaceAll(/=\r?\n/g, '')).toContain('has left')
  // a leaver who approves nothing is nobody’s business but theirs
  done(await leaveTrust(world.act('admin'), { personId: await technician() }))
  expect(await told()).toHaveLength(jobs.length)
  const from = londonDate(new Date(world.clock().getTime() + 9 * DAY))
  const later = await secondChief()
  done(await setLeavingDay(world.act('admin'), { personId: later, from, handTo: null }))
  expect((await told()).filter(({ data }) => data.kind === 'leaves' && data.from === from)).toHaveLength(
    jobs.length + 1,
  )
  expect((await told()).filter(({ data }) => data.kind === 'leaves' && data.personId === later)).toHaveLength(1)
})

test('who takes the second person away first gets no further alone for a week; giving the role back does not silence them', async () => {
  const chief = world.personId('chief', 'RZY')
  const act = () => world.act('admin', { trust: 'RZY' })
  const target = world.personId('stores', 'RZY')
  const give = (personId: string, roles: Role[]) => changeRoles(act(), { personId, roles, reason })
  const waits = done(await give(target, ['director'])).requestId ?? ''
  done(await withdrawRequest(act(), { requestId: waits }))
  // the only chief pharmacist beside the only administrator: nobody is left to ask
  done(await leaveTrust(act(), { personId: chief }))
  expect(await give(target, ['director'])).toMatchObject(refused('WORD_LOST'))
  expect(await addPerson(act(), { email: 'in@rzy.example', name: 'In', roles: ['chief'] })).toMatchObject(
    refused('WORD_LOST'),
  )
  expect(await give(target, ['technician'])).toMatchObject({ ok: true })
  // given back, their word counts at once, as it did
  done(await give(chief, ['chief']))
  expect(done(await give(target, ['director'])).requestId).not.toBeNull()
  done(await leaveTrust(act(), { personId: chief }))
  world.clock.advance(7 * DAY)
  expect(done(await give(target, ['director'])).requestId).toBeNull()
})
