import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildHash, packFiles } from '#scripts/build.ts'
import { freePort } from '#scripts/cluster/ports.ts'
import { inProject } from '#scripts/paths.ts'
import { Problem } from '#scripts/problem.ts'
import { LEASH } from '#scripts/running.ts'
import { hashOfSources, readStamp } from '#scripts/stamp.ts'
import { KEEP_ALIVE_MS } from '#scripts/start/programs.ts'
import { BENCH_DATA, type BenchDatabase } from '../cluster.ts'

/** A production server of the bench. */
export type BenchServer = { url: string; pid: number; stop: () => Promise<void> }

const TREE = path.join(BENCH_DATA, 'tree')
const STAMP = path.join(BENCH_DATA, 'tree.built-from')

/** Starts the production server on a database; the build is made first where the source is another. */
export async function startServer(database: BenchDatabase, settings: Record<string, string>): Promise<BenchServer> {
  await ensureTree()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(path.join(BENCH_DATA, `server-${database.name}.log`), 'w')
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    KEEP_ALIVE_TIMEOUT: KEEP_ALIVE_MS,
  }
  const server = path.join(TREE, '.next/standalone/server.js')
  const child = spawn(process.execPath, ['--import', LEASH, server], {
    cwd: path.join(TREE, '.next/standalone'),
    env: { ...env, PUBLIC_URL: `http://localhost:${port}`, NEXTAUTH_URL: url, TINCTURE_LEASH: '1' },
    stdio: ['ignore', log, log, 'ipc'],
  })
  await untilReady(url, child)
  return { url, pid: child.pid ?? 0, stop: () => stop(child) }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    if (
      await fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
    )
      return
    await pause(100)
  }
  throw new Problem('The server of the bench did not start.', `See ${BENCH_DATA}.`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/**
 * The production build with two pages more, from bench/pages: the order list of 50 constant rows, and an empty page.
 * They are the floor of S1 and never part of what is shipped, so the build is made in a copy of the project.
 */
async function ensureTree(): Promise<void> {
  const wanted = `${buildHash()} ${hashOfSources(['bench/pages', 'bench/run/server.ts'])}`
  if (readStamp(STAMP) === wanted && existsSync(path.join(TREE, '.next/standalone/server.js'))) return
  rmSync(STAMP, { force: true })
  rmSync(TREE, { recursive: true, force: true })
  mkdirSync(TREE, { recursive: true })
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: inProject(), encoding: 'utf8' })
  for (const file of [...stdout.split('\n'), 'lib/db/generated'].filter((one) => one && existsSync(inProject(one)))) {
    if (!/^(bench|e2e|docs)\/|\.test\.tsx?$/.test(file))
      cpSync(inProject(file), path.join(TREE, file), { recursive: true })
  }
  // the copy lies within the project: the bundler is told that it is a project of its own
  renameSync(path.join(TREE, 'next.config.js'), path.join(TREE, 'next.config.app.js'))
  writeFileSync(
    path.join(TREE, 'next.config.js'),
    `import app from './next.config.app.js'
const root = import.meta.dirname
export default { ...app, outputFileTracingRoot: root, turbopack: { ...app.turbopack, root } }
`,
  )
  for (const page of ['constant', 'empty']) {
    cpSync(inProject('bench/pages', page), path.join(TREE, 'app/(app)/bench', page), { recursive: true })
  }
  // links to the same files: a folder of links would lead the bundler out of the copy
  const linked = spawnSync('cp', ['-al', inProject('node_modules'), path.join(TREE, 'node_modules')])
  if (linked.status !== 0) throw new Problem('The packages could not be linked into the bench.', String(linked.stderr))
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  const built = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: TREE,
    env,
    encoding: 'utf8',
  })
  if (built.status !== 0)
    throw new Problem('The build of the bench failed.', `${built.stdout}${built.stderr}`.slice(-2000))
  cpSync(path.join(TREE, '.next/static'), path.join(TREE, '.next/standalone/.next/static'), { recursive: true })
  await packFiles(path.relative(inProject(), path.join(TREE, '.next/standalone/.next/static')))
  cpSync(path.join(TREE, 'public'), path.join(TREE, '.next/standalone/public'), { recursive: true })
  writeFileSync(STAMP, wanted)
}
