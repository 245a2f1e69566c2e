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
  const { clusterUrl, template, appUrl, workerUrl, run } = inject('database')
  const name = `test_${run}_${randomBytes(5).toString('hex')}`
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  } finally {
    await client.end()
  }
  return {
    name,
    ownerUrl: withDatabase(clusterUrl, name),
    appUrl: withDatabase(appUrl, name),
    workerUrl: withDatabase(workerUrl, name),
  }
}
