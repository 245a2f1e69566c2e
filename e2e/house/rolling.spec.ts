import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loginRole } from '#lib/db/migrate/roles.ts'
import { freePort } from '#scripts/cluster/ports.ts'
import { expect, test } from '../fixtures.ts'
import { demo } from '../installations.ts'

/* targets.md, R8: a server is told to stop under load while another takes over, and nobody's request fails. */

/** How long the server goes on after the signal: enough for who shares out the requests to see /readyz. */
const STOP_SECONDS = 2
const CLIENTS = 6

type Server = { url: string; child: ChildProcess; ended: Promise<number | null> }

const servers: Server[] = []
test.afterAll(() => {
  for (const { child } of servers) child.kill('SIGKILL')
})

/** One more web server on the demo's database, as a hospital with two machines runs them. */
async function aServer(stopSeconds = STOP_SECONDS): Promise<Server> {
  const { build, dataDir, databaseUrl } = demo()
  const secrets = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))
  const database = new URL(databaseUrl)
  database.username = loginRole(database.pathname.slice(1), 'app')
  database.password = secrets.appPassword
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [path.join(build, 'server.js')], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', NEXT_MANUAL_SIG_HANDLE: '1', LOG_LEVEL: 'warn' },
      ...{ PORT: String(port), HOSTNAME: '127.0.0.1', PUBLIC_URL: url, DATA_DIR: dataDir },
      ...{ APP_DATABASE_URL: database.href, AUDIT_KEY: secrets.auditKey, AUTH_SECRET: secrets.authSecret },
      STOP_SECONDS: String(stopSeconds),
    },
    stdio: 'ignore',
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const server = { url, child, ended }
  servers.push(server)
  await expect.poll(() => isReady(url), { timeout: 30_000 }).toBe(true)
  return server
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

test('a server that is told to stop under load answers every request; another takes over', async ({ as }) => {
  const technician = await as('technician')
  const cookie = (await technician.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const [first, second] = [await aServer(), await aServer()]
  const ready = new Set([first.url, second.url])
  const answered = { before: 0, stopping: 0, after: 0, bySecond: 0 }
  const failed: string[] = []
  let phase: 'before' | 'stopping' | 'after' = 'before'
  let over = false

  /** Who shares the requests out asks after every few of them which servers are ready. */
  async function look(): Promise<void> {
    for (const { url } of [first, second]) {
      if (await isReady(url)) ready.add(url)
      else ready.delete(url)
    }
  }
  async function client(mine: number): Promise<void> {
    for (let n = mine; !over; n += 1) {
      if (n % 5 === 0) await look()
      const there = [...ready]
      const url = there[n % there.length] ?? ''
      try {
        const page = n % 3 === 0 ? '/orders' : '/catalogue'
        const response = await fetch(url + page, { headers: { cookie }, redirect: 'manual' })
        const text = await response.text()
        if (response.status !== 200 || !text.includes('</html>')) failed.push(`${phase}: ${response.status}`)
        answered[phase] += 1
        if (url === second.url) answered.bySecond += 1
      } catch (fault) {
        failed.push(`${phase}: ${fault instanceof Error ? `${fault.message} ${fault.cause}` : fault}`)
      }
    }
  }

  const clients = Array.from({ length: CLIENTS }, (_, mine) => client(mine))
  await expect.poll(() => answered.before, { timeout: 60_000 }).toBeGreaterThan(60)
  phase = 'stopping'
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  phase = 'after'
  await expect.poll(() => answered.after, { timeout: 60_000 }).toBeGreaterThan(30)
  over = true
  await Promise.all(clients)
  expect(failed).toEqual([])
  expect(answered.stopping).toBeGreaterThan(10)
  expect(answered.bySecond).toBeGreaterThan(30)
})

test('at the terminal it stops at once: Ctrl-C does not wait for anybody to take over', async () => {
  // as long as this test may take in all: had it waited, the test would not see it end
  const server = await aServer(60)
  server.child.kill('SIGINT')
  expect(await server.ended).toBe(0)
})
