import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles } from '#lib/access/change-roles.command.ts'
import { setLeavingDay } from '#lib/access/leavers/set-leaving.command.ts'
import { makeToken } from '#lib/access/make-token.command.ts'
import { readToken } from '#lib/access/token.store.ts'
import { hashOfToken } from '#lib/access/token-text.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { reviewFor, reviewsFor, reviewToday } from './review.queries.ts'
import { leftWords } from './review-words.ts'
import { decideRows, finishReview, startReview } from './run-review.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const auditor = () => world.act('auditor')
const admin = () => world.act('admin')
const refused = (code: string) => ({ ok: false, refusal: { code } })
const months = (count: number) => world.clock.advance(count * 31 * 86_400_000)

async function rowsOf(reviewId: string) {
  return (await reviewFor(world.actor('auditor'), reviewId))?.all ?? []
}
const rolesOf = async (personId: string) =>
  (await withTrust(world.actor('admin'), peopleOfTrust)).get(personId)?.roles ?? []

test('a round holds everybody’s roles and tokens; what is withdrawn ends at once; it ends when all is decided', async () => {
  expect(await reviewsFor(world.actor('admin'), world.clock())).toMatchObject({ isDue: false })
  months(7)
  expect(await reviewsFor(world.actor('auditor'), world.clock())).toMatchObject({ isDue: true, reviews: [] })
  const made = await addPerson(world.systemAct(), { email: 'a@rzz.example', name: 'A Two', roles: ['lead', 'chief'] })
  const { personId } = done(made)
  const act = { ...world.act('lead'), actor: { ...world.actor('lead'), personId } }
  const token = done(await makeToken(act, { name: 'Stock', scopes: ['orders:read'], days: 90 }))
  const starts = await Promise.all([startReview(auditor()), startReview(admin())])
  expect(starts.filter((one) => one.ok)).toHaveLength(1)
  const reviewId = starts.flatMap((one) => (one.ok ? [one.value.reviewId] : []))[0] ?? ''
  expect(await startReview(auditor())).toMatchObject(refused('REVIEW_RUNS'))
  const rows = await rowsOf(reviewId)
  const of = (what: string) => rows.find((row) => row.person === 'A Two' && (row.of === what || row.kind === what))
  expect(of('token')?.detail).toMatchObject({ name: 'Stock', scopes: ['orders:read'], usedAt: null })
  const [lead, held] = [of('lead')?.id ?? '', of('token')?.id ?? '']
  const decided = {
    reviewId,
    rows: [
      { id: lead, verdict: 'withdrawn' as const },
      { id: held, verdict: 'withdrawn' as const },
    ],
  }
  // what waits is counted without one's own; to save without a verdict says how much that is, and writes nothing
  const waits = async (who: 'auditor' | 'admin') => (await reviewToday(world.actor(who), world.clock()))?.waits
  const notOwn = rows.filter((row) => !row.own)
  expect(await waits('auditor')).toMatchObject({ count: notOwn.length, first: [{}, {}, {}] })
  expect((await waits('auditor'))?.first.every((row) => row.person !== world.actor('auditor').name)).toBe(true)
  const none = { reviewId, rows: notOwn.map(({ id }) => ({ id })) }
  expect(await decideRows(auditor(), none)).toMatchObject({
    refusal: { errors: [{ field: 'rows[0].verdict', message: expect.stringContaining(`${notOwn.length} rows`) }] },
  })
  expect(leftWords(rows)).toBe(
    `${rows.length} rows are still to be decided; one of them is yours, and somebody else decides that.`,
  )
  expect(await decideRows(auditor(), decided)).toMatchObject(refused('NOT_ALLOWED'))
  const both = await Promise.all([decideRows(admin(), decided), decideRows(admin(), decided)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toMatchObject(refused('ROW_DECIDED'))
  expect(await rolesOf(personId)).toEqual(['chief'])
  expect(await readToken(hashOfToken(token.text) ?? '', world.clock(), { most: 9, seconds: 60 })).toBeNull()
  expect(await finishReview(auditor(), { reviewId })).toMatchObject(refused('REVIEW_UNFINISHED'))

  // nobody decides about themselves, by way of the rows of others neither
  const left = await rowsOf(reviewId)
  const confirmed = (list: typeof left) => list.map(({ id }) => ({ id, verdict: 'confirmed' as const }))
  const own = left.filter((row) => row.person === world.actor('auditor').name)
  expect(own.every((row) => row.own)).toBe(true)
  const open = left.filter((row) => row.verdict === null)
  expect(await decideRows(auditor(), { reviewId, rows: confirmed(open) })).toMatchObject(refused('OWN_ACCOUNT'))
  expect((await rowsOf(reviewId)).filter((row) => row.verdict === null)).toHaveLength(open.length)
  // gone before anybody looked
  done(await changeRoles(world.systemAct(), { personId, roles: ['director'] }))
  const others = open.filter((row) => !row.own)
  done(await decideRows(auditor(), { reviewId, rows: confirmed(others) }))
  done(await decideRows(admin(), { reviewId, rows: confirmed(own) }))
  expect((await rowsOf(reviewId)).find((row) => row.person === 'A Two' && row.of === 'chief')?.verdict).toBe('gone')
  const ends = await Promise.all([finishReview(admin(), { reviewId }), finishReview(auditor(), { reviewId })])
  expect(ends.filter((one) => one.ok)).toHaveLength(1)
  expect(await decideRows(admin(), { reviewId, rows: confirmed(own) })).toMatchObject(refused('REVIEW_OVER'))
  expect(await reviewsFor(world.actor('auditor'), world.clock())).toMatchObject({
    isDue: false,
    reviews: [{ id: reviewId, left: 0, withdrawn: 2 }],
  })
})

test('only administrators and auditors run it, only in their trust, and the last administrator is not withdrawn', async () => {
  for (const role of ['technician', 'lead', 'chief', 'director', 'finance'] as const) {
    expect(await startReview(world.act(role))).toMatchObject(refused('NOT_ALLOWED'))
  }
  const { reviewId } = done(await startReview(auditor()))
  const there = () => world.act('auditor', { trust: 'RZY' })
  expect(await reviewFor(there().actor, reviewId)).toBeNull()
  expect(await finishReview(there(), { reviewId })).toMatchObject(refused('NOT_FOUND'))
  expect(await decideRows(there(), { reviewId, rows: [] })).toMatchObject(refused('NOT_FOUND'))
  expect(await reviewFor(world.actor('lead'), reviewId)).toBeNull()
  const row = (await rowsOf(reviewId)).find((one) => one.of === 'admin')
  const rows = [{ id: row?.id ?? '', verdict: 'withdrawn' as const }]
  const second = done(
    await addPerson(world.systemAct(), { email: 'b@rzz.example', name: 'B Two', roles: ['admin'] }),
  ).personId
  const other = { ...admin(), actor: { ...world.actor('admin'), personId: second } }
  done(await changeRoles(world.systemAct(), { personId: second, roles: ['finance'] }))
  // not by one other’s word in any case
  expect(await decideRows(other, { reviewId, rows })).toMatchObject(refused('SECOND_NEEDED'))
  expect(await rolesOf(world.personId('admin'))).toEqual(['admin'])
})

test('what is gone is written down as gone, and an exception that ended is gone though its role is held', async () => {
  const { personId } = done(
    await addPerson(world.systemAct(), { email: 'c@rzz.example', name: 'C Three', roles: ['lead', 'chief'] }),
  )
  const [trustId, exception] = [world.trusts.RZZ.id, world.newId()]
  await world.sql(
    `INSERT INTO role_exception (trust_id, id, person_id, role, beside, reason, until, asked_by, given_by, given_at)
     VALUES ($1, $2, $3, 'lead', 'chief', 'nobody else at night', '2099-01-01', $4, $5, $6)`,
    [trustId, exception, personId, world.personId('lead'), world.personId('admin'), world.clock()],
  )
  await world.sql('UPDATE access_review SET finished_at = $1, finished_by = started_by WHERE finished_at IS NULL', [
    world.clock(),
  ])
  const { reviewId } = done(await startReview(auditor()))
  const mine = (await rowsOf(reviewId)).filter((row) => row.person === 'C Three')
  expect(mine.map((row) => row.kind).sort()).toEqual(['exception', 'role', 'role'])
  await world.sql(`UPDATE role_exception SET ended_at = $1, ended_why = 'roles_changed' WHERE id = $2`, [
    world.clock(),
    exception,
  ])
  const rows = mine.map(({ id, kind }) => ({
    id,
    verdict: kind === 'exception' ? ('withdrawn' as const) : ('confirmed' as const),
  }))
  done(await decideRows(admin(), { reviewId, rows }))
  const decided = (await rowsOf(reviewId)).filter((row) => row.person === 'C Three')
  expect(decided.map((row) => [row.kind, row.verdict]).sort()).toEqual([
    ['exception', 'gone'],
    ['role', 'confirmed'],
    ['role', 'confirmed'],
  ])
  expect((await rolesOf(personId)).toSorted()).toEqual(['chief', 'lead'])
  const record = await world.sql<{ verb: string }>(
    `SELECT verb FROM audit_event WHERE chain_id = $1 AND verb LIKE 'ACCESS%' ORDER BY seq`,
    [personId],
  )
  expect(record.map((one) => one.verb).sort()).toEqual(['ACCESS_CONFIRMED', 'ACCESS_CONFIRMED', 'ACCESS_GONE'])
})

test('who has no roles after a review is to leave no more', async () => {
  const { personId } = done(await addPerson(admin(), { email: 'd@rzz.example', name: 'D Four', roles: ['finance'] }))
  const from = addDays(londonDate(world.clock()), 9)
  done(await setLeavingDay(admin(), { personId, from, handTo: null }))
  await world.sql('UPDATE access_review SET finished_at = $1, finished_by = started_by WHERE finished_at IS NULL', [
    world.clock(),
  ])
  const { reviewId } = done(await startReview(auditor()))
  const row = (await rowsOf(reviewId)).find((one) => one.person === 'D Four')
  done(await decideRows(admin(), { reviewId, rows: [{ id: row?.id ?? '', verdict: 'withdrawn' }] }))
  expect(await world.sql('SELECT 1 FROM identity.leaving WHERE person_id = $1', [personId])).toEqual([])
})
