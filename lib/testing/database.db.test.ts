import { expect, test } from 'vitest'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { connected, testDatabase } from './database.ts'

const database = await testDatabase()

test('is migrated, and has what was migrated written down', async () => {
  const { rows } = await connected(database.ownerUrl, (client) => client.query('SELECT * FROM _prisma_migrations'))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row).toMatchObject({ applied_steps_count: 1, rolled_back_at: null, logs: null })
})

test('lets app and worker in as roles that row security holds, and refuses the owner as one of them', async () => {
  expect(await connected(database.appUrl, refuseDangerousRole)).toBeNull()
  expect(await connected(database.workerUrl, refuseDangerousRole)).toBeNull()
  expect(await connected(database.ownerUrl, refuseDangerousRole)).toMatch(/superuser/)
})
