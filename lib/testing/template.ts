import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import pgBoss from 'pg-boss/package.json' with { type: 'json' }
import { hashOfMigrations } from '#lib/db/migrate/folder.ts'
import { migrate } from '#lib/db/migrate/migrate.ts'
import { makeLoginRoles } from '#lib/db/migrate/roles.ts'
import { inProject } from '#scripts/paths.ts'
import { isAlive } from '#scripts/processes.ts'

/** What test files need to get a database each; handed to them by the global set-up. */
export type TestTemplate = {
  /** Superuser's address of the cluster's `postgres` database. */
  clusterUrl: string
  /** A migrated, empty database that is copied for each test file. */
  template: string
  /** Addresses of the template as app and as worker; a copy has the same roles. */
  appUrl: string
  workerUrl: string
  /** Goes into each copy's name: the run's process, so that leftovers can be told from what is in use. */
  run: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    database: TestTemplate
  }
}

const CLUSTER_LOCK = 7_223_118

/** The same cluster, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}

/**
 * Makes the template database for the migrations as they stand, unless it is there. Its name carries their hash, and it
 * is made under a lock of the whole cluster, so any number of runs may ask at once.
 */
export async function prepareTemplate(clusterUrl: string): Promise<TestTemplate> {
  const queues = ['lib/db/migrate/queue.ts', 'lib/jobs/names.ts'].map((file) => readFileSync(inProject(file), 'utf8'))
  const made = [hashOfMigrations(), pgBoss.version, ...queues].join('\n')
  const hash = createHash('sha256').update(made).digest('hex').slice(0, 12)
  const template = `template_${hash}_2`
  const password = createHash('sha256')
    .update(`${new URL(clusterUrl).password} ${hash}`)
    .digest('hex')
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [CLUSTER_LOCK])
    await dropLeftovers(client, template)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template])
    if (!rowCount) await makeTemplate(client, clusterUrl, template, password)
  } finally {
    await client.end()
  }
  const as = (program: 'app' | 'worker') => {
    const url = new URL(withDatabase(clusterUrl, template))
    url.username = `${template}_${program}_login`
    url.password = password
    return url.href
  }
  return { clusterUrl, template, appUrl: as('app'), workerUrl: as('worker'), run: String(process.pid) }
}

async function makeTemplate(client: pg.Client, clusterUrl: string, template: string, password: string) {
  await client.query(`DROP DATABASE IF EXISTS making WITH (FORCE)`)
  await client.query('CREATE DATABASE making')
  await migrate({ databaseUrl: withDatabase(clusterUrl, 'making') })
  await client.query(`ALTER DATABASE making RENAME TO ${template}`)
  const passwords = { app: password, worker: password }
  await makeLoginRoles({ databaseUrl: withDatabase(clusterUrl, template), passwords })
  await client.query(`COMMENT ON DATABASE ${template} IS '${Date.now()}'`)
  await client.query(`ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
}

/** Copies whose run is gone, and templates of older migrations once nobody can be about to copy them. */
async function dropLeftovers(client: pg.Client, current: string): Promise<void> {
  const { rows } = await client.query<{ name: string; made: string | null }>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS made FROM pg_database
      WHERE datname LIKE 'test\\_%' OR datname LIKE 'template\\_%'`,
  )
  const hourAgo = Date.now() - 3_600_000
  for (const { name, made } of rows) {
    const run = /^test_(\d+)_/.exec(name)?.[1]
    if (run && !isAlive(Number(run))) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    if (name.startsWith('template_') && name !== current && made && Number(made) < hourAgo) await retire(client, name)
  }
}

async function retire(client: pg.Client, template: string): Promise<void> {
  await client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE false`)
  await client.query(`DROP DATABASE ${template} WITH (FORCE)`)
  await client.query(`DROP ROLE IF EXISTS ${template}_app_login, ${template}_worker_login`)
}

/** Drops what a run made. */
export async function dropCopies(clusterUrl: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [`test_${run}_`],
    )
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  } finally {
    await client.end()
  }
}
