import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort, isFree } from '#scripts/cluster/ports.ts'
import { inProject } from '#scripts/paths.ts'
import { isAlive } from '#scripts/processes.ts'
import { demo } from '../installations.ts'

const dataDir = inProject('.data', 'e2e', `start_${process.pid}`)
const postgres = path.join(dataDir, 'postgres', 'postmaster.pid')
let started: ChildProcess | undefined

test.afterAll(async () => {
  if (started?.exitCode === null) await stop(started)
  rmSync(dataDir, { recursive: true, force: true })
})

/** Runs what `npm start` runs, with its embedded database, until it says that it is ready. */
async function start(port: number): Promise<{ launcher: ChildProcess; said: string }> {
  const launcher = spawn(process.execPath, [inProject('scripts/start.mjs')], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      DEMO: '0',
      DATA_DIR: dataDir,
      STANDALONE: demo().build,
      STOP_SECONDS: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started = launcher
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text
      if (said.includes('Ctrl-C stops it.')) resolve()
    }
    launcher.stdout?.on('data', hear)
    launcher.stderr?.on('data', hear)
    launcher.once('exit', () => reject(new Error(said)))
  })
  return { launcher, said }
}

async function stop(launcher: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => launcher.once('exit', (code) => resolve(code)))
  launcher.kill('SIGTERM')
  return ended
}

/** Everything that runs for this installation: the start itself, server, worker, database. */
function running(): number[] {
  const { pid, children } = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8'))
  return [pid, ...children, Number.parseInt(readFileSync(postgres, 'utf8'), 10)]
}

test('starts, survives its own kill -9, shows the one-time password until it is used, and leaves nothing running', async ({
  request,
}) => {
  const port = await freePort()
  const first = await start(port)
  const password = /one-time password {2}(\S+)/.exec(first.said)?.[1] ?? ''
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
  expect((await request.get(`http://127.0.0.1:${port}/readyz`)).status()).toBe(200)

  const [main = 0, ...others] = running()
  const database = others.at(-1) ?? 0
  process.kill(main, 'SIGKILL')
  // server and worker are on a leash; the database stays for the next start to take over
  await expect.poll(() => others.slice(0, -1).filter(isAlive)).toEqual([])
  expect(isAlive(database)).toBe(true)

  const second = await start(port)
  expect(second.said).toContain(`one-time password  ${password}`)
  expect(running().at(-1)).toBe(database)
  expect((await request.get(`http://127.0.0.1:${port}/readyz`)).status()).toBe(200)

  const all = running()
  expect(all.filter(isAlive)).toEqual(all)
  expect(await stop(second.launcher)).toBe(0)
  expect(all.filter(isAlive)).toEqual([])
  expect(await isFree(port)).toBe(true)
  expect(existsSync(path.join(dataDir, 'running.json'))).toBe(false)
  expect(existsSync(postgres)).toBe(false)
})

test('brings back server, worker and database when they are killed', async ({ request }) => {
  const port = await freePort()
  const { launcher } = await start(port)
  const [, worker = 0, server = 0, database = 0] = running()
  for (const pid of [worker, server, database]) process.kill(pid, 'SIGKILL')
  await expect
    .poll(
      () =>
        request.get(`http://127.0.0.1:${port}/readyz`).then(
          (answer) => answer.status(),
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200)
  await expect.poll(() => running().filter(isAlive).length, { timeout: 30_000 }).toBe(4)
  expect(running()).not.toContain(worker)
  expect(await stop(launcher)).toBe(0)
})
