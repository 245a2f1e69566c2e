import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connected, emptyDatabase } from '#lib/testing/database.ts'
import { migrate } from './migrate.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const ROLES = `DO $$ BEGIN
  CREATE ROLE tincture_app NOLOGIN; CREATE ROLE tincture_worker NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'))
  folders.push(folder)
  for (const [name, sql] of Object.entries(files)) write(folder, name, sql)
  return folder
}

function write(folder: string, name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

function history(url: string) {
  return connected(url, async (client) => {
    const { rows } = await client.query('SELECT * FROM _prisma_migrations ORDER BY started_at')
    return rows
  })
}

function tables(url: string): Promise<string[]> {
  return connected(url, async (client) => {
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return rows.map((row) => row.tablename).filter((name) => name !== '_prisma_migrations')
  })
}

test('applies in order, writes down what Prisma would, and has nothing left to do the next time', async () => {
  const { ownerUrl: databaseUrl } = await emptyDatabase()
  const folder = folderOf({ '1_roles': ROLES, '2_a': 'CREATE TABLE a (b int);', '3_b': 'ALTER TABLE a ADD c int;' })
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: ['1_roles', '2_a', '3_b'] })
  const rows = await history(databaseUrl)
  expect(rows.map((row) => row.migration_name)).toEqual(['1_roles', '2_a', '3_b'])
  expect(rows[1]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    checksum: createHash('sha256').update('CREATE TABLE a (b int);').digest('hex'),
    migration_name: '2_a',
    started_at: expect.any(Date),
    finished_at: expect.any(Date),
    rolled_back_at: null,
    logs: null,
    applied_steps_count: 1,
  })
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: [] })
})

test('keeps the table that Prisma keeps', async () => {
  const { ownerUrl: databaseUrl } = await emptyDatabase()
  await migrate({ databaseUrl, folder: folderOf({ '1_roles': ROLES }) })
  const columns = await connected(databaseUrl, (client) =>
    client.query(`SELECT column_name, data_type, character_maximum_length AS length, is_nullable, column_default
                    FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`),
  )
  expect(columns.rows.map((row) => Object.values(row).join(' '))).toEqual([
    'id character varying 36 NO ',
    'checksum character varying 64 NO ',
    'finished_at timestamp with time zone  YES ',
    'migration_name character varying 255 NO ',
    'logs text  YES ',
    'rolled_back_at timestamp with time zone  YES ',
    'started_at timestamp with time zone  NO now()',
    'applied_steps_count integer  NO 0',
  ])
})

test('undoes a migration that fails, says why, and takes it up again once it is mended', async () => {
  const { ownerUrl: databaseUrl } = await emptyDatabase()
  const folder = folderOf({
    '1_roles': ROLES,
    '2_a': 'CREATE TABLE a (b int); SELECT 1/0;',
    '3_b': 'CREATE TABLE c ()',
  })
  await expect(migrate({ databaseUrl, folder })).rejects.toThrow(
    'The migration 2_a failed and was undone: division by zero',
  )
  expect(await tables(databaseUrl)).toEqual([])
  expect((await history(databaseUrl))[1]).toMatchObject({
    migration_name: '2_a',
    finished_at: null,
    rolled_back_at: expect.any(Date),
    logs: expect.stringContaining('division by zero'),
    applied_steps_count: 0,
  })
  write(folder, '2_a', 'CREATE TABLE a (b int);')
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: ['2_a', '3_b'] })
  expect(await tables(databaseUrl)).toEqual(['a', 'c'])
})

test('refuses what Prisma left half-done, what was edited and what it does not know, and changes nothing', async () => {
  const { ownerUrl: databaseUrl } = await emptyDatabase()
  const folder = folderOf({ '1_roles': ROLES, '2_a': 'CREATE TABLE a ();' })
  await migrate({ databaseUrl, folder })
  write(folder, '3_b', 'CREATE TABLE b ();')

  write(folder, '2_a', 'CREATE TABLE aa ();')
  await expect(migrate({ databaseUrl, folder })).rejects.toMatchObject({ code: 'EDITED' })
  write(folder, '2_a', 'CREATE TABLE a ();')

  await connected(databaseUrl, (client) =>
    client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '3_b')"),
  )
  await expect(migrate({ databaseUrl, folder })).rejects.toMatchObject({ code: 'P3009' })
  await connected(databaseUrl, (client) =>
    client.query("UPDATE _prisma_migrations SET migration_name = '4_c', finished_at = now() WHERE id = 'x'"),
  )
  await expect(migrate({ databaseUrl, folder })).rejects.toMatchObject({ code: 'NEWER_SCHEMA' })
  expect(await tables(databaseUrl)).toEqual(['a'])
})

test('a database that holds something else and nothing of ours is left as it is; what extensions brought does not count', async () => {
  const folder = folderOf({ '1_roles': ROLES, '2_a': 'CREATE TABLE a ();' })
  const run = (url: string, sql: string) => connected(url, (client) => client.query(sql))
  const tables = await emptyDatabase()
  await run(tables.ownerUrl, 'CREATE TABLE customers (); CREATE SCHEMA shop; CREATE TABLE shop.prices ()')
  await expect(migrate({ databaseUrl: tables.ownerUrl, folder })).rejects.toMatchObject({
    code: 'NOT_OURS',
    message: expect.stringMatching(
      /holds the table public\.customers and 1 more, and nothing of Tincture.*nothing was changed/,
    ),
  })
  expect(await run(tables.ownerUrl, "SELECT to_regclass('_prisma_migrations') AS there")).toMatchObject({
    rows: [{ there: null }],
  })
  const other = await emptyDatabase()
  await migrate({ databaseUrl: other.ownerUrl, folder: folderOf({ '2020_init': ROLES }) })
  await run(other.ownerUrl, 'DROP SCHEMA IF EXISTS pgboss CASCADE')
  await expect(migrate({ databaseUrl: other.ownerUrl, folder })).rejects.toMatchObject({
    code: 'NOT_OURS',
    message: expect.stringContaining('the migration 2020_init'),
  })
  const extended = await emptyDatabase()
  await run(
    extended.ownerUrl,
    'CREATE TABLE spare (); CREATE EXTENSION pg_trgm; ALTER EXTENSION pg_trgm ADD TABLE spare',
  )
  expect(await migrate({ databaseUrl: extended.ownerUrl, folder })).toMatchObject({ applied: ['1_roles', '2_a'] })
})

test('applies each migration once when several start at the same time', async () => {
  const { ownerUrl: databaseUrl } = await emptyDatabase()
  const folder = folderOf({ '1_roles': ROLES, '2_a': 'CREATE TABLE a (); SELECT pg_sleep(0.2);' })
  const runs = await Promise.all(Array.from({ length: 6 }, () => migrate({ databaseUrl, folder })))
  expect(runs.flatMap((run) => run.applied).sort()).toEqual(['1_roles', '2_a'])
})

test('says where it looked when nothing answers, and when the password or the database is wrong', async () => {
  const { ownerUrl } = await emptyDatabase()
  const elsewhere = new URL(ownerUrl)
  elsewhere.port = '1'
  await expect(migrate({ databaseUrl: elsewhere.href })).rejects.toThrow(
    /at 127.0.0.1:1\/test_\w+ cannot be reached .*DATABASE_URL/,
  )
  const stranger = new URL(ownerUrl)
  stranger.password = 'wrong'
  await expect(migrate({ databaseUrl: stranger.href })).rejects.toThrow(/refused the user or password in DATABASE_URL/)
  const missing = new URL(ownerUrl)
  missing.pathname = '/no_such'
  await expect(migrate({ databaseUrl: missing.href })).rejects.toThrow(/There is no database .*\/no_such/)
})
