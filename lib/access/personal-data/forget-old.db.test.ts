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
