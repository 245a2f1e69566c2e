import pg from 'pg'
import { expect, test } from 'vitest'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { testDatabase } from './database.ts'

const database = await testDatabase()

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('is migrated, and has what was migrated written down', async () => {
  const { rows } = await as(database.ownerUrl, (client) => client.query('SELECT * FROM _prisma_migrations'))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row).toMatchObject({ applied_steps_count: 1, rolled_back_at: null, logs: null })
})

test('lets app and worker in as roles that row security holds, and refuses the owner as one of them', async () => {
  expect(await as(database.appUrl, refuseDangerousRole)).toBeNull()
  expect(await as(database.workerUrl, refuseDangerousRole)).toBeNull()
  expect(await as(database.ownerUrl, refuseDangerousRole)).toMatch(/superuser/)
})
