import type pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import pgBoss from 'pg-boss/package.json' with { type: 'json' }
import { QUEUES } from '#lib/jobs/names.ts'
import { MigrateProblem } from './problem.ts'

/** The schema in which pg-boss keeps its jobs; the owner makes it, the worker uses it with `migrate: false`. */
export const QUEUE_SCHEMA = 'pgboss'

const VERSION: number = pgBoss.pgboss.schema

/** Makes or updates the job queue's schema by pg-boss's own plans, and lets the two group roles do what is theirs. */
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
  await client.query(RIGHTS)
  for (const { name, options } of QUEUES) {
    await client.query(
      `SELECT ${QUEUE_SCHEMA}.create_queue($1, $2) WHERE NOT EXISTS (SELECT FROM pgboss.queue WHERE name = $1)`,
      [name, options],
    )
  }
  if (version === VERSION) return
  log(version === null ? `made the job queue (${VERSION})` : `updated the job queue from ${version} to ${VERSION}`)
}

/**
 * Jobs name trusts and are in no trust's table: the worker works them, and the app neither reads nor changes any. It
 * puts one there by a function, as pg-boss's own `send` would, for the trust of its transaction only.
 */
const RIGHTS = `
  REVOKE ALL ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} FROM tincture_app;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} FROM tincture_app, PUBLIC;
  GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO tincture_app, tincture_worker;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO tincture_worker;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO tincture_worker;

  CREATE OR REPLACE FUNCTION public.queue_job(queue text, told jsonb, start timestamptz, only_key text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${QUEUE_SCHEMA}, pg_temp AS $$
  BEGIN
    IF coalesce((told->>'trustId')::uuid <> nullif(current_setting('app.trust_id', true), '')::uuid, true)
      AND NOT pg_has_role(session_user, 'tincture_worker', 'USAGE') THEN
      RAISE EXCEPTION 'a job of another trust' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO job (id, name, data, start_after, created_on, singleton_key, expire_seconds, deletion_seconds, keep_until,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    SELECT gen_random_uuid(), q.name, told, coalesce(start, job_now()), job_now(), only_key, q.expire_seconds,
      q.deletion_seconds, coalesce(start, job_now()) + q.retention_seconds * interval '1 second', q.retry_limit,
      q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    FROM queue q WHERE q.name = queue_job.queue
    ON CONFLICT DO NOTHING;
    -- with an only_key, one that waits already is enough; otherwise nothing can be in the way
    IF NOT FOUND AND only_key IS NULL THEN RAISE EXCEPTION 'there is no queue %', queue; END IF;
  END
  $$;
  REVOKE ALL ON FUNCTION public.queue_job(text, jsonb, timestamptz, text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION public.queue_job(text, jsonb, timestamptz, text) TO tincture_app, tincture_worker;
`

async function queueVersion(client: pg.Client): Promise<number | null> {
  const there = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${QUEUE_SCHEMA}.version') IS NOT NULL AS there`,
  )
  if (!there.rows[0]?.there) return null
  const { rows } = await client.query<{ version: number }>(`SELECT version FROM ${QUEUE_SCHEMA}.version`)
  return rows[0] ? Number(rows[0].version) : null
}
