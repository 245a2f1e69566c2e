import path from 'node:path'
import pg from 'pg'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { migrate } from '#lib/db/migrate/migrate.ts'
import { type LoginUrls, makeLoginRoles } from '#lib/db/migrate/roles.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { Problem } from '../problem.ts'
import { holdAuditKey } from './audit-key.ts'
import type { Furnishing } from './furnish.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'

/** Where the embedded PostgreSQL's data are asked to lie. */
export function embeddedData({ dataDir }: Settings): string {
  return path.join(dataDir, 'postgres')
}

/** The embedded PostgreSQL of an installation, started or taken over. */
export function startEmbedded(settings: Settings, secrets: Secrets, port?: number): Promise<Cluster> {
  return startCluster({
    data: embeddedData(settings),
    log: path.join(settings.dataDir, 'logs', 'postgres.log'),
    password: secrets.postgresPassword,
    ...(port ? { port } : {}),
  })
}

/** Names of the embedded databases: the demo and a trust's own never mix. */
const NAMES = { demo: 'tincture_demo', own: 'tincture' } as const

/**
 * Which embedded database this start is about, made when it is not there: what DEMO says, else the trust's own if there
 * is one, else the demo.
 * @returns the owner's address, and what it is for
 */
export async function chooseEmbedded(
  cluster: Cluster,
  demo: boolean | undefined,
): Promise<{ ownerUrl: string; kind: Furnishing }> {
  return connected(cluster.url('postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database')
    const there = new Set(rows.map((row) => row.name))
    const kind = (demo ?? !there.has(NAMES.own)) ? 'demo' : 'own'
    if (!there.has(NAMES[kind])) await client.query(`CREATE DATABASE ${NAMES[kind]}`)
    return { ownerUrl: cluster.url(NAMES[kind]), kind }
  })
}

/** Empties an embedded database by making it anew. */
export async function remakeEmbedded(cluster: Cluster, ownerUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
  await connected(cluster.url('postgres'), async (client) => {
    await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  })
}

/**
 * Migrates, holds the audit key against the record, and gives app and worker their roles.
 * @throws MigrateProblem or Problem in words; a role that row security would not hold is refused
 */
export async function prepareDatabase(ownerUrl: string, settings: Settings, secrets: Secrets): Promise<LoginUrls> {
  await migrate({ databaseUrl: ownerUrl })
  await connected(ownerUrl, (client) => holdAuditKey(client, secrets.auditKey))
  const urls = await makeLoginRoles({
    databaseUrl: ownerUrl,
    passwords: { app: secrets.appPassword, worker: secrets.workerPassword },
    given: { app: settings.appDatabaseUrl, worker: settings.workerDatabaseUrl },
  })
  const here = await connected(ownerUrl, identityOf)
  for (const [variable, url] of [
    ['APP_DATABASE_URL', urls.appUrl],
    ['WORKER_DATABASE_URL', urls.workerUrl],
  ] as const) {
    const refusal = await connected(url, refuseDangerousRole)
    if (refusal) throw new Problem(refusal, 'Nothing was started.')
    if ((await connected(url, identityOf)) !== here) {
      throw new Problem(`${variable} leads to another database than DATABASE_URL.`, 'Give both the same one.')
    }
  }
  return urls
}

/** Which database this is: another server or another database has another. */
async function identityOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "SELECT oid || ' ' || extract(epoch FROM pg_postmaster_start_time()) AS id FROM pg_database WHERE datname = current_database()",
  )
  return rows[0]?.id ?? ''
}

/** Does some work on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
