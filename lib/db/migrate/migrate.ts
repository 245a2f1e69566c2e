import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { connectAsOwner } from './connect.ts'
import { type Migration, readMigrations } from './folder.ts'
import { type HistoryRow, planMigrations } from './plan.ts'
import { MigrateProblem } from './problem.ts'
import { migrateQueue } from './queue.ts'

/** The number Prisma's engine locks under, so that it and we never migrate at once. */
const ADVISORY_LOCK = 72707369

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

export type MigrateOptions = {
  /** The owner's address: who migrates owns what is made. */
  databaseUrl: string
  /** Told one line for each thing done. */
  log?: (line: string) => void
  /** Where the migrations lie; the project's own unless given. */
  folder?: string
}

/** What was done: the names of the migrations applied, none when all had been. */
export type Migrated = { applied: string[] }

/**
 * Brings a database to this code's schema, as `prisma migrate deploy` would, and the job queue's schema with it. Each
 * migration and its row of `_prisma_migrations` are one transaction. Where one fails, it is undone and recorded as
 * rolled back with what the database said, so that the next run tries again from there.
 * @throws MigrateProblem one line for the person at the terminal
 */
export async function migrate({ databaseUrl, log = () => undefined, folder }: MigrateOptions): Promise<Migrated> {
  const migrations = readMigrations(folder)
  const client = await connectAsOwner(databaseUrl)
  try {
    await takeLock(client)
    const history = await readHistory(client)
    await refuseOthers(client, migrations, history)
    const pending = planMigrations(migrations, history)
    if (pending.length > 0) await client.query(HISTORY_TABLE).catch(refuseToWrite)
    for (const migration of pending) {
      await applyOne(client, migration)
      log(`applied ${migration.name}`)
    }
    await migrateQueue(client, log)
    return { applied: pending.map((migration) => migration.name) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function takeLock(client: pg.Client): Promise<void> {
  await client.query("SET lock_timeout = '60s'")
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
  } catch (error) {
    throw new MigrateProblem(
      'BUSY',
      'Another program has been migrating this database for a minute. Wait until it is done, then start again.',
      { cause: error },
    )
  }
  await client.query("SET lock_timeout = '0'")
}

async function readHistory(client: pg.Client): Promise<HistoryRow[]> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there",
  )
  if (!rows[0]?.there) return []
  const history = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at, rolled_back_at
       FROM public._prisma_migrations ORDER BY started_at, migration_name`,
  )
  return history.rows
}

/**
 * A database in which nothing is ours must hold nothing: somebody else's tables are not to be mixed with, nor to be found
 * in the way half-way. What extensions brought does not count.
 */
async function refuseOthers(
  client: pg.Client,
  migrations: readonly Migration[],
  history: readonly HistoryRow[],
): Promise<void> {
  const ours = new Set(migrations.map((migration) => migration.name))
  if (history.some((row) => ours.has(row.migration_name))) return
  const { rows } = await client.query<{ name: string; count: number }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, count(*) OVER ()::integer AS count
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND c.oid IS DISTINCT FROM to_regclass('public._prisma_migrations')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1 LIMIT 1`,
  )
  const [first] = rows
  const theirs = first
    ? `the table ${first.name}${first.count > 1 ? ` and ${first.count - 1} more` : ''}`
    : history[0] && `the migration ${history[0].migration_name}`
  if (!theirs) return
  throw new MigrateProblem(
    'NOT_OURS',
    `The database belongs to something else: it holds ${theirs}, and nothing of Tincture. Give Tincture an empty one of its own; nothing was changed.`,
  )
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  try {
    await client.query('BEGIN')
    await client.query(
      'INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())',
      [id, migration.checksum, migration.name],
    )
    await client.query(migration.sql)
    await client.query(
      `UPDATE public._prisma_migrations
          SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1`,
      [id],
    )
    await client.query('COMMIT')
  } catch (error) {
    const said = wordsOf(error)
    await client.query('ROLLBACK').catch(() => undefined)
    await client
      .query(
        `INSERT INTO public._prisma_migrations (id, checksum, migration_name, logs, started_at, rolled_back_at)
         VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())`,
        [id, migration.checksum, migration.name, said],
      )
      .catch(() => undefined)
    throw migrationProblem(migration.name, error, said)
  }
}

function migrationProblem(name: string, error: unknown, said: string): MigrateProblem {
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  if (code === '53100') {
    return new MigrateProblem(
      'DISK_FULL',
      `The database's disk is full: the migration ${name} was undone. Free some space and start again.`,
      { cause: error },
    )
  }
  if (code === '42501') {
    return new MigrateProblem(
      'NOT_ALLOWED',
      `The owner in DATABASE_URL may not do what the migration ${name} needs (${said}); it was undone. ` +
        'Use the account that owns the database and may create roles.',
      { cause: error },
    )
  }
  return new MigrateProblem('FAILED', `The migration ${name} failed and was undone: ${said}.`, { cause: error })
}

function refuseToWrite(error: unknown): never {
  throw migrationProblem('history', error, wordsOf(error))
}

function wordsOf(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error.message : String(error)
  return [error.message, error.detail, error.where?.split('\n')[0]].filter(Boolean).join('; ')
}
