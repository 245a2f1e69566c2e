import { PgBoss } from 'pg-boss'
import { afterAll, expect, test } from 'vitest'
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

test('the app queues and the worker works, neither owning nor migrating anything', async () => {
  const app = await bossAs(database.appUrl)
  const worker = await bossAs(database.workerUrl)
  await worker.createQueue('letters-failed')
  await worker.createQueue('letters', { deadLetter: 'letters-failed', retryLimit: 0 })
  await worker.schedule('letters', '0 6 * * *', { daily: true })
  const worked = new Promise((resolve) => worker.work('letters', async ([job]) => resolve(job?.data)))
  await app.send('letters', { to: 'supplier' })
  expect(await worked).toEqual({ to: 'supplier' })
  await worker.supervise('letters')
})

test('a queue newer than the code is refused', async () => {
  const { ownerUrl } = await testDatabase()
  await connected(ownerUrl, (client) => client.query('UPDATE pgboss.version SET version = 9999'))
  await expect(migrate({ databaseUrl: ownerUrl })).rejects.toMatchObject({ code: 'NEWER_SCHEMA' })
})
