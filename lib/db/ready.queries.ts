import 'server-only'
import { database } from './client.ts'

/** Whether the app can work; when not, why, in a word or two that may be shown to anybody. */
export type Readiness = { ready: true } | { ready: false; why: string }

const PATIENCE_MS = 5000

/**
 * Whether the database answers within five seconds, has seen the migration this code was built with (a newer one does
 * no harm: old and new run side by side while they change over), and holds the job queue.
 */
export async function readiness(newestMigration: string): Promise<Readiness> {
  const asked = ask().catch(() => null)
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref())
  const found = await Promise.race([asked, late])
  if (!found) return { ready: false, why: 'the database does not answer' }
  if (!found.migrations.includes(newestMigration)) return { ready: false, why: 'the database is not migrated' }
  if (!found.queue) return { ready: false, why: 'the job queue is missing' }
  return { ready: true }
}

async function ask(): Promise<{ migrations: string[]; queue: boolean } | null> {
  const rows = await database().$queryRaw<{ migrations: string[]; queue: boolean }[]>`
    SELECT ARRAY(SELECT applied_migrations()) AS migrations, to_regclass('pgboss.job') IS NOT NULL AS queue`
  return rows[0] ?? null
}
