import { expect, test } from 'vitest'
import { readMigrations } from '#lib/db/migrate/folder.ts'
import { connected, emptyDatabase, testDatabase } from '#lib/testing/database.ts'
import { openDatabase } from './client.ts'
import { readiness } from './ready.queries.ts'

const newest = readMigrations().at(-1)?.name ?? ''

async function at(url: string, migration = newest) {
  const close = openDatabase(url, 2)
  try {
    return await readiness(migration)
  } finally {
    await close()
  }
}

test('ready as app and as worker once migrated; a newer database is none the worse', async () => {
  const database = await testDatabase()
  expect(await at(database.appUrl)).toEqual({ ready: true })
  expect(await at(database.workerUrl)).toEqual({ ready: true })
  await connected(database.ownerUrl, (client) =>
    client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())",
    ),
  )
  expect(await at(database.appUrl)).toEqual({ ready: true })
})

test('not ready on an older schema, a half-made one, without the queue, or without an answer', async () => {
  const database = await testDatabase()
  expect(await at(database.appUrl, '29990101000000_later')).toEqual({
    ready: false,
    why: 'the database is not migrated',
  })
  await connected(database.ownerUrl, (client) => client.query('DROP SCHEMA pgboss CASCADE'))
  expect(await at(database.appUrl)).toEqual({ ready: false, why: 'the job queue is missing' })
  const silent = { ready: false, why: 'the database does not answer' }
  expect(await at((await emptyDatabase()).ownerUrl)).toEqual(silent)
  expect(await at('postgres://nobody:x@127.0.0.1:9/none')).toEqual(silent)
})
