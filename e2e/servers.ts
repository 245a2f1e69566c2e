import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { buildHash, ensureBuilt, STANDALONE } from '#scripts/build.ts'
import { freePort } from '#scripts/cluster/ports.ts'
import { inProject } from '#scripts/paths.ts'

/** An installation that runs for the browser tests, by the same program as `npm start`. */
export type Installation = {
  url: string
  /** The folder of what it keeps beside the database: outgoing messages, logs. */
  dataDir: string
  /** The owner's address of its database. */
  databaseUrl: string
  /** Who can sign in, as start announced it: all of the demo, or the one administrator. */
  signIns: { email: string; role: string }[]
  password: string
  /** The folder of the production build it serves. */
  build: string
  /** Ends it and forgets its database. */
  stop: () => Promise<void>
  /** Ends it; its database stays. */
  halt: () => Promise<void>
}

/** A database that was set up before, to be copied, and the folder that goes with it. */
export type Seeded = { template: string; dataDir: string }

/** The directory that the installations allow; the journey that signs in by it starts it. */
export const DIRECTORY_PORT = 41_873
export const DIRECTORY_ISSUER = `http://localhost:${DIRECTORY_PORT}`

/** Where a run's installations keep what is theirs. */
export const HOME = inProject('.data', 'e2e')

/**
 * The production build, made when needed, as a copy of its own: another run may build anew meanwhile.
 * @returns its folder
 */
export async function keepBuild(): Promise<string> {
  await ensureBuilt(path.join(HOME, 'build.log'))
  const builds = path.join(HOME, 'builds')
  const copy = path.join(builds, buildHash().slice(0, 16))
  mkdirSync(builds, { recursive: true })
  const dayAgo = Date.now() - 86_400_000
  for (const name of readdirSync(builds)) {
    const old = path.join(builds, name)
    if (old !== copy && statSync(old).mtimeMs < dayAgo) rmSync(old, { recursive: true })
  }
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(inProject(STANDALONE), half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  }
  return copy
}

/**
 * Starts an installation on a database of its own.
 * @param kind the demo, or an empty installation with one administrator
 * @param clusterUrl superuser's address of the cluster for its database
 * @param seeded what it starts from instead of being set up anew
 */
export async function startInstallation(
  kind: 'demo' | 'own',
  clusterUrl: string,
  build: string,
  seeded?: Seeded,
): Promise<Installation> {
  const name = `e2e_${process.pid}_${kind}`
  const port = await freePort()
  const dataDir = path.join(HOME, name)
  const databaseUrl = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).href
  const create = `CREATE DATABASE ${name}${seeded ? ` TEMPLATE ${seeded.template}` : ''}`
  await atCluster(clusterUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, create])
  if (seeded) cpSync(seeded.dataDir, dataDir, { recursive: true })
  const { child, announced } = await start({
    PORT: String(port),
    DEMO: kind === 'demo' ? '1' : '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    STANDALONE: build,
    STOP_SECONDS: '0',
    DIRECTORY_ISSUERS: DIRECTORY_ISSUER,
  })
  return {
    url: `http://localhost:${port}`,
    dataDir,
    databaseUrl,
    build,
    ...(kind === 'demo' ? readKept(dataDir) : readOnce(announced)),
    halt: () => end(child),
    async stop() {
      await end(child)
      await atCluster(clusterUrl, [
        `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
        `DROP ROLE IF EXISTS ${name}_app_login, ${name}_worker_login`,
      ])
    },
  }
}

async function start(env: Record<string, string>): Promise<{ child: ChildProcess; announced: string }> {
  const child = spawn(process.execPath, ['--conditions=react-server', inProject('scripts/start/main.ts')], {
    cwd: inProject(),
    env: { ...process.env, NODE_OPTIONS: '', APP_DATABASE_URL: '', WORKER_DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let announced = ''
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      announced += text
      if (announced.includes('Ctrl-C stops it.')) resolve({ child, announced })
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`The installation did not start:\n${announced}`)))
  })
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function readKept(dataDir: string): Pick<Installation, 'signIns' | 'password'> {
  return JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8'))
}

function readOnce(announced: string): Pick<Installation, 'signIns' | 'password'> {
  const email = /Sign in as\s+(\S+)/.exec(announced)?.[1]
  const password = /one-time password\s+(\S+)/.exec(announced)?.[1]
  if (!email || !password) throw new Error(`No administrator was announced:\n${announced}`)
  return { signIns: [{ email, role: 'admin' }], password }
}

/** Runs statements one by one. */
export async function atCluster(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
