import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { withDatabase } from './template.ts'

/** A test file's own database: migrated, empty, gone after the run. */
export type TestDatabase = {
  name: string
  /** As superuser and owner of all tables: for looking at what is really there, past row security. */
  ownerUrl: string
  /** As the app signs in: owns nothing, held by row security. */
  appUrl: string
  /** As the worker signs in: likewise. */
  workerUrl: string
}

/**
 * Makes a database of its own for the calling test file, a copy of the migrated template (some 50 ms). Call it once
 * per file: `const database = await testDatabase()`. Nothing needs to be closed or dropped.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { template, appUrl, workerUrl } = inject('database')
  const { name, ownerUrl } = await copyOf(template)
  return { name, ownerUrl, appUrl: withDatabase(appUrl, name), workerUrl: withDatabase(workerUrl, name) }
}

/** A database with nothing in it, for tests of migrating itself; gone after the run. */
export function emptyDatabase(): Promise<Pick<TestDatabase, 'name' | 'ownerUrl'>> {
  return copyOf('template1')
}

async function copyOf(template: string): Promise<Pick<TestDatabase, 'name' | 'ownerUrl'>> {
  const { clusterUrl, run } = inject('database')
  const name = `test_${run}_${randomBytes(5).toString('hex')}`
  await connected(clusterUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  return { name, ownerUrl: withDatabase(clusterUrl, name) }
}

/** Runs some SQL on a connection of its own and closes it. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
