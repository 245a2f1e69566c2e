import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { withLock } from '#scripts/lock.ts'
import { isAlive } from '#scripts/processes.ts'
import { hashOfSources } from '#scripts/stamp.ts'
import { atCluster, HOME, type Seeded, startInstallation } from './servers.ts'

/**
 * The demo as today's code seeds it today, made once and copied from then on: whoever works on a spec does not wait for
 * eighteen months to pass each time.
 */
export function seededDemo(clusterUrl: string, build: string): Promise<Seeded> {
  const made = hashOfSources(
    ['lib', 'prisma'],
    (file) => !/\.test\.tsx?$|[\\/]generated[\\/]|[\\/]testing[\\/]/.test(file),
  )
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const template = `demo_${made.slice(0, 12)}_${day}`
  const dataDir = path.join(HOME, template)
  return withLock(path.join(HOME, 'seeding.lock'), async () => {
    const databases = await databasesOf(clusterUrl)
    await dropLeftovers(clusterUrl, databases, template)
    if (!databases.includes(template) || !existsSync(dataDir)) await seed(clusterUrl, build, template, dataDir)
    return { template, dataDir }
  })
}

async function seed(clusterUrl: string, build: string, template: string, dataDir: string): Promise<void> {
  const installation = await startInstallation('demo', clusterUrl, build)
  await installation.halt()
  const name = new URL(installation.databaseUrl).pathname.slice(1)
  const logins = `${name}_app_login, ${name}_worker_login`
  await atCluster(installation.databaseUrl, [`DROP OWNED BY ${logins}`, `DROP ROLE ${logins}`])
  await atCluster(clusterUrl, [
    `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`,
    `ALTER DATABASE ${name} RENAME TO ${template}`,
    `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`,
  ])
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(path.join(installation.dataDir, 'logs'), { recursive: true, force: true })
  renameSync(installation.dataDir, dataDir)
}

async function databasesOf(clusterUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'demo\\_%' OR datname LIKE 'e2e\\_%'",
    )
    return rows.map((row) => row.name)
  } finally {
    await client.end()
  }
}

/** Demos of other code or another day, and databases of runs that were killed. */
async function dropLeftovers(clusterUrl: string, databases: readonly string[], template: string): Promise<void> {
  for (const name of databases) {
    const run = /^e2e_(\d+)_/.exec(name)?.[1]
    if (run ? isAlive(Number(run)) : name === template) continue
    await atCluster(clusterUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`])
    rmSync(path.join(HOME, name), { recursive: true, force: true })
  }
}
