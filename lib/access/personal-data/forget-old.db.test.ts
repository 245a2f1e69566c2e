import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { DEFAULT_SETTINGS } from '#lib/trusts/settings.schema.ts'
import { forgetOld } from './forget-old.job.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const DAY = 86_400_000

test('once a day what is past its time is deleted and written down; orders and the record stay', async () => {
  const email = 'old@rzz.example'
  const made = done(await addPerson(world.act('admin'), { email, name: 'Old Session', roles: ['technician'] }))
  done(await signIn({ email, password: made.password ?? '' }, world.clock()))
  const counts = async () => {
    const [row] = await world.sql<{ sessions: number; keys: number; orders: number; events: number }>(
      `SELECT (SELECT count(*)::int FROM identity.session WHERE person_id = $1) AS sessions,
         (SELECT count(*)::int FROM command_key WHERE command <> 'forgetOld') AS keys,
         (SELECT count(*)::int FROM purchase_order) AS orders, (SELECT count(*)::int FROM audit_event) AS events`,
      [made.personId],
    )
    return row ?? { sessions: 0, keys: 0, orders: 0, events: 0 }
  }
  const before = await counts()
  await world.sql('UPDATE identity.credential SET one_time = false WHERE person_id = $1', [made.personId])
  world.clock.advance(300 * DAY)
  const young = done(await signIn({ email, password: made.password ?? '' }, world.clock()))
  expect(young.sessionId).not.toBe('')
  world.clock.advance(70 * DAY)
  const close = openDatabase(world.database.workerUrl, 4)
  try {
    await Promise.all([forgetOld(world.systemAct()), forgetOld(world.systemAct())])
    await forgetOld(world.systemAct())
  } finally {
    await close()
  }
  openDatabase(world.database.appUrl, 20)
  const after = await counts()
  expect(before.sessions).toBe(1)
  expect(after).toMatchObject({ sessions: 1, keys: 0, orders: before.orders })
  expect(after.events).toBe(before.events + 1)
  const runs = await world.sql<{ removed: { signIns: number } }>('SELECT removed FROM retention_run')
  expect(runs).toHaveLength(1)
  expect(runs[0]?.removed.signIns).toBeGreaterThanOrEqual(1)
  expect(DEFAULT_SETTINGS.keepSignInMonths).toBe(12)
  // the app forgets no sign-ins: a session that was ended stays to be seen
  const forgets = withTrust(world.actor('admin'), (tx) =>
    tx.$executeRawUnsafe(`SELECT identity.forget_sign_ins('2099-01-01'), identity.forget_waiting('2099-01-01')`),
  )
  await expect(forgets).rejects.toThrow(/permission denied/)
  const refusedDelete = withTrust(world.actor('admin'), (tx) => tx.$executeRawUnsafe('DELETE FROM retention_run'))
  await expect(refusedDelete).rejects.toThrow(/permission denied/)
})

test('each kind is kept for as long as the trust says, in one round, and what was deleted is on the record', async () => {
  world.clock.advance(DAY)
  const { id: trust } = world.trusts.RZZ
  const ago = (days: number) => new Date(world.clock().getTime() - days * DAY)
  await world.sql('DELETE FROM command_key WHERE trust_id = $1', [trust])
  const person = world.personId('technician')
  for (const days of [29, 31]) {
    await world.sql(
      `INSERT INTO command_key (trust_id, actor_id, command, key, body_sha256, at) VALUES ($1, $2, 'x', $3, 'x', $4)`,
      [trust, person, world.newId(), ago(days)],
    )
  }
  for (const days of [6, 8]) {
    await world.sql(
      `INSERT INTO identity.directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at)
       VALUES ($1, $2, 'https://directory.example', 'sub', $3, 'A', 'a@rzz.example', true, $4, $4)`,
      [world.newId(), trust, `s${days}`, ago(days)],
    )
  }
  for (const days of [1, 60, 100]) {
    await world.sql(
      `INSERT INTO identity.session (token_hash, id, person_id, trust_id, opened_at, seen_at, ends_at, ended_at, idle_minutes)
       VALUES (sha256($1::text::bytea), $2, $3, $4, $5, $5, $5, $5, 30)`,
      [world.newId(), world.newId(), person, trust, ago(days)],
    )
  }
  const set = { keepKeyDays: 30, keepWaitingDays: 7, keepSignInMonths: 3 }
  await world.sql('INSERT INTO trust_setting (trust_id, version, data, changed_at) VALUES ($1, 1, $2, $3)', [
    ...[trust, set, world.clock()],
  ])
  const before = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM identity.session')
  const close = openDatabase(world.database.workerUrl, 4)
  try {
    await forgetOld(world.systemAct())
  } finally {
    await close()
  }
  openDatabase(world.database.appUrl, 20)
  const [run] = await world.sql<{ removed: Record<string, number> }>(
    'SELECT removed FROM retention_run WHERE trust_id = $1 ORDER BY day DESC LIMIT 1',
    [trust],
  )
  expect(run?.removed).toMatchObject({ commandKeys: 1, waiting: 1 })
  const after = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM identity.session')
  expect((before[0]?.n ?? 0) - (after[0]?.n ?? 0)).toBe(run?.removed.signIns)
  expect(run?.removed.signIns).toBeGreaterThanOrEqual(1)
  const waits = await world.sql<{ subject: string }>('SELECT subject FROM identity.directory_waiting')
  expect(waits).toEqual([{ subject: 's6' }])
  const [event] = await world.sql<{ data: Record<string, unknown> }>(
    `SELECT payload::jsonb->'data' AS data FROM audit_event WHERE trust_id = $1 AND verb = 'OLD_DATA_DELETED' ORDER BY seq DESC LIMIT 1`,
    [trust],
  )
  expect(event?.data).toMatchObject(run?.removed ?? {})
})
