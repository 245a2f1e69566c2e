import { PgBoss } from 'pg-boss'
import { afterAll, expect, test } from 'vitest'
import { DEAD_LETTER, JOBS } from '#lib/jobs/names.ts'
import { connected, testDatabase } from '#lib/testing/database.ts'
import { migrate } from './migrate.ts'

const database = await testDatabase()
const started: PgBoss[] = []
afterAll(() => Promise.all(started.map((boss) => boss.stop({ graceful: false }))))

async function bossAs(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, migrate: false, schedule: true, supervise: true })
  boss.on('error', () => undefined)
  started.push(boss)
  return boss.start()
}

const MINE = '018f0000-0000-7000-8000-000000000001'
const OTHERS = '018f0000-0000-7000-8000-000000000002'

/** Queues as the app does, in a transaction of this trust. */
function queueAsApp(trust: string, job: { name?: string; of?: string; only?: string | null; start?: Date | null }) {
  return connected(database.appUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.trust_id', $1, true)`, [trust])
    const { name = 'send-order', of = trust, only = null, start = null } = job
    await client.query('SELECT queue_job($1, $2, $3, $4)', [name, { trustId: of, id: 'one' }, start, only])
    await client.query('COMMIT')
  })
}

const asOwner = async <T>(sql: string, values: unknown[] = []) =>
  (await connected(database.ownerUrl, (client) => client.query(sql, values))).rows as T[]

test('every queue is there from the first migration on, and stays as it is', async () => {
  const names = () => asOwner<{ name: string }>(`SELECT name FROM pgboss.queue ORDER BY name`)
  const before = await names()
  expect(before.map((one) => one.name)).toEqual([DEAD_LETTER, ...JOBS].sort())
  await migrate({ databaseUrl: database.ownerUrl })
  expect(await names()).toEqual(before)
})

test('the worker works and keeps the queues, owning and migrating nothing', async () => {
  const worker = await bossAs(database.workerUrl)
  await worker.createQueue('letters-failed')
  await worker.createQueue('letters', { deadLetter: 'letters-failed', retryLimit: 0 })
  await worker.schedule('letters', '0 6 * * *', { daily: true })
  const worked = new Promise((resolve) => worker.work('letters', async ([job]) => resolve(job?.data)))
  await worker.send('letters', { to: 'supplier' })
  expect(await worked).toEqual({ to: 'supplier' })
  await worker.supervise('letters')
})

test('what the app queues is what pg-boss itself would have queued', async () => {
  const worker = await bossAs(database.workerUrl)
  const start = new Date('2030-01-01T10:00:00Z')
  await queueAsApp(MINE, { name: 'send-notice', start })
  await worker.send('send-notice', { trustId: MINE, id: 'one' }, { startAfter: start })
  const rows = await asOwner<Record<string, unknown>>(
    `SELECT to_jsonb(j) - 'id' - 'created_on' AS row FROM pgboss.job j WHERE name = 'send-notice'`,
  )
  expect(rows).toHaveLength(2)
  expect(rows[0]).toEqual(rows[1])
})

test('of one kind and key at a time, a second is not queued; of any other it is', async () => {
  for (let n = 0; n < 2; n += 1) await queueAsApp(MINE, { name: 'seal-audit', only: MINE })
  for (let n = 0; n < 2; n += 1) await queueAsApp(MINE, { name: 'queue-held' })
  const counts = await asOwner<{ name: string; n: number }>(
    `SELECT name, count(*)::int AS n FROM pgboss.job WHERE name IN ('seal-audit', 'queue-held') GROUP BY 1 ORDER BY 1`,
  )
  expect(counts).toEqual([
    { name: 'queue-held', n: 2 },
    { name: 'seal-audit', n: 1 },
  ])
  await expect(queueAsApp(MINE, { name: 'no-such' })).rejects.toThrow(/no queue no-such/)
})

test('the app queues for its own trust alone, and reads, changes and empties nothing of the queue', async () => {
  await expect(queueAsApp(MINE, { of: OTHERS })).rejects.toThrow(/a job of another trust/)
  await expect(queueAsApp('', { of: OTHERS })).rejects.toThrow(/a job of another trust/)
  const tables = await asOwner<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')`,
  )
  expect(tables.length).toBeGreaterThan(5)
  const rights = await asOwner(
    `SELECT c.oid::regclass::text AS name, privilege FROM pg_class c,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
     WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
       AND (has_table_privilege('tincture_app', c.oid, privilege)
         OR privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege('tincture_app', c.oid, privilege))`,
  )
  expect(rights).toEqual([])
  const callable = await asOwner(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
     WHERE p.pronamespace = 'pgboss'::regnamespace AND has_function_privilege('tincture_app', p.oid, 'EXECUTE')`,
  )
  expect(callable).toEqual([])
  for (const sql of [
    'SELECT * FROM pgboss.job',
    'DELETE FROM pgboss.job',
    'UPDATE pgboss.job_common SET data = null',
  ]) {
    await expect(
      connected(database.appUrl, (client) => client.query(sql)),
      sql,
    ).rejects.toThrow(/permission denied/)
  }
})

test('a queue newer than the code is refused', async () => {
  const { ownerUrl } = await testDatabase()
  await connected(ownerUrl, (client) => client.query('UPDATE pgboss.version SET version = 9999'))
  await expect(migrate({ databaseUrl: ownerUrl })).rejects.toMatchObject({ code: 'NEWER_SCHEMA' })
})
