import path from 'node:path'
import { migrate } from '#lib/db/migrate/migrate.ts'
import { makeLoginRoles } from '#lib/db/migrate/roles.ts'
import { type Cluster, startCluster } from '#scripts/cluster/cluster.ts'
import { inProject } from '#scripts/paths.ts'
import { Problem } from '#scripts/problem.ts'
import { connected } from '#scripts/start/database.ts'

/** Where everything that is measured stands: below .data, never kept. */
export const BENCH_DATA = inProject('.data', 'bench')

/** The password of every sign-in and role of the bench, and its other keys: they guard nothing. */
export const BENCH_PASSWORD = 'tincture-bench'
const AUDIT_KEY = 'be'.repeat(32)
const AUTH_SECRET = 'bench'.repeat(8)

/** The sizes that are compared, in order lines. */
export const SMALL = 100_000
export const LARGE = 10_000_000

/** A database of the bench, with the addresses it is reached by. */
export type BenchDatabase = { name: string; ownerUrl: string; appUrl: string; workerUrl: string }

/**
 * The bench's own PostgreSQL, started or taken over. It waits for no disk (a fill would take hours otherwise), which the
 * floors share; everything else is as the app starts it, but for memory that fits a database of this size.
 */
export function startBenchCluster(): Promise<Cluster> {
  return startCluster({
    data: path.join(BENCH_DATA, 'postgres'),
    log: path.join(BENCH_DATA, 'postgres.log'),
    password: BENCH_PASSWORD,
    throwAway: true,
    settings: {
      shared_buffers: '2GB',
      effective_cache_size: '8GB',
      maintenance_work_mem: '768MB',
      max_wal_size: '8GB',
      wal_level: 'minimal',
      max_wal_senders: '0',
      random_page_cost: '1.1',
      jit: 'off',
      shared_preload_libraries: 'pg_stat_statements,auto_explain',
      'pg_stat_statements.max': '10000',
      'pg_stat_statements.track': 'all',
    },
  })
}

/** The name of the database with so many order lines. */
export function databaseOf(lines: number): string {
  return `bench_${lines}`
}

/** An empty, migrated database of this name; one that is there is dropped first. */
export async function makeDatabase(cluster: Pick<Cluster, 'url'>, name: string): Promise<BenchDatabase> {
  await connected(cluster.url('postgres'), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${name}`)
  })
  await migrate({ databaseUrl: cluster.url(name) })
  return addressesOf(cluster, name)
}

/** A database that was filled before, brought to the schema of today. @throws Problem where there is none */
export async function filledDatabase(cluster: Cluster, lines: number): Promise<BenchDatabase> {
  const name = databaseOf(lines)
  const there = await connected(cluster.url('postgres'), (client) =>
    client.query("SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1", [name]),
  )
  if (there.rows[0]?.mark !== 'filled') {
    throw new Problem(`There is no database with ${lines} order lines.`, `npm run bench:fill -- --lines ${lines}`)
  }
  await migrate({ databaseUrl: cluster.url(name) })
  return addressesOf(cluster, name)
}

async function addressesOf(cluster: Pick<Cluster, 'url'>, name: string): Promise<BenchDatabase> {
  const ownerUrl = cluster.url(name)
  const passwords = { app: BENCH_PASSWORD, worker: BENCH_PASSWORD }
  return { name, ownerUrl, ...(await makeLoginRoles({ databaseUrl: ownerUrl, passwords })) }
}

/** What the app needs in its environment to run on a database of the bench; set before anything of lib is asked. */
export function benchEnvironment(database: Pick<BenchDatabase, 'appUrl'>): Record<string, string> {
  return {
    APP_DATABASE_URL: database.appUrl,
    AUDIT_KEY,
    AUTH_SECRET,
    DATA_DIR: path.join(BENCH_DATA, 'kept'),
    LOG_LEVEL: 'error',
    DEMO: '0',
  }
}
