import type pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import pgBoss from 'pg-boss/package.json' with { type: 'json' }
import { MigrateProblem } from './problem.ts'

/** The schema in which pg-boss keeps its jobs; the owner makes it, app and worker use it with `migrate: false`. */
export const QUEUE_SCHEMA = 'pgboss'

const VERSION: number = pgBoss.pgboss.schema

/** Makes or updates the job queue's schema by pg-boss's own plans and lets the two group roles use it. */
export async function migrateQueue(client: pg.Client, log: (line: string) => void): Promise<void> {
  const version = await queueVersion(client)
  if (version !== null && version > VERSION) {
    throw new MigrateProblem(
      'NEWER_SCHEMA',
      `The database's job queue is newer (${version}) than this version of Tincture (${VERSION}). ` +
        'Start the version that made it, or a later one; nothing was changed.',
    )
  }
  if (version === null) await client.query(getConstructionPlans(QUEUE_SCHEMA))
  else if (version < VERSION) await client.query(getMigrationPlans(QUEUE_SCHEMA, version))
  // each time: an earlier start may have been killed between making the queue and opening it
  await client.query(`
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO tincture_app, tincture_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO tincture_app, tincture_worker;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO tincture_app, tincture_worker;
  `)
  if (version === VERSION) return
  log(version === null ? `made the job queue (${VERSION})` : `updated the job queue from ${version} to ${VERSION}`)
}

async function queueVersion(client: pg.Client): Promise<number | null> {
  const there = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${QUEUE_SCHEMA}.version') IS NOT NULL AS there`,
  )
  if (!there.rows[0]?.there) return null
  const { rows } = await client.query<{ version: number }>(`SELECT version FROM ${QUEUE_SCHEMA}.version`)
  return rows[0] ? Number(rows[0].version) : null
}
