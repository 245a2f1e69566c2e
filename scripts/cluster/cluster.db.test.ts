import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { isAlive } from '../processes.ts'
import { ownFolder, postgresAccount } from './account.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { findPlace } from './place.ts'
import { runningPostmaster } from './postmaster.ts'

const folders: string[] = []
const clusters: Cluster[] = []
afterEach(() => Promise.all(clusters.splice(0).map((cluster) => cluster.stop())))
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own that the account which runs PostgreSQL may enter. */
function place(mode: 'open' | 'closed' = 'open'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cluster-'))
  folders.push(folder)
  if (mode === 'open') ownFolder(postgresAccount(), folder)
  return path.join(folder, 'postgres')
}

async function start(data: string, password = 'secret', throwAway = true): Promise<Cluster> {
  const cluster = await startCluster({ data, log: path.join(path.dirname(data), 'log'), password, throwAway })
  clusters.push(cluster)
  return cluster
}

async function ask(cluster: Cluster, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

function pidOf(cluster: Cluster): number {
  return runningPostmaster(cluster.data)?.pid ?? 0
}

test('starts PostgreSQL 18 for this machine only, with passwords, code-point order and Unicode', async () => {
  const cluster = await start(place())
  expect(cluster.reused).toBe(false)
  expect(await ask(cluster, 'SHOW server_version')).toEqual([expect.stringMatching(/^18\./)])
  expect(await ask(cluster, 'SHOW listen_addresses')).toEqual(['127.0.0.1'])
  expect(await ask(cluster, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules')).toEqual(['scram-sha-256'])
  expect(await ask(cluster, "SELECT upper('é'), 'a' < 'B', 'é' ~ '^\\w$'")).toEqual(['É', false, true])
})

test('takes over a server that is running, and stops one that it did not start', async () => {
  const data = place()
  const first = await start(data)
  const second = await start(data)
  expect(second).toMatchObject({ reused: true, port: first.port })
  const pid = pidOf(second)
  await second.stop()
  expect(isAlive(pid)).toBe(false)
})

test('comes back after a kill -9 with what was committed, on the same port', async () => {
  const data = place()
  const first = await start(data, 'secret', false)
  await ask(first, 'CREATE TABLE kept AS SELECT 1 AS one')
  process.kill(pidOf(first), 'SIGKILL')
  const second = await start(data, 'secret', false)
  expect(second.port).toBe(first.port)
  expect(await ask(second, 'SELECT one FROM kept')).toEqual([1])
})

test('starts over a postmaster.pid whose number another program has', async () => {
  const data = place()
  const first = await start(data)
  await first.stop()
  const stranger = spawn('sleep', ['60'])
  writeFileSync(
    path.join(first.data, 'postmaster.pid'),
    `${stranger.pid}\n${first.data}\n1\n${first.port}\n\n127.0.0.1\n`,
  )
  const second = await start(data)
  expect(pidOf(second)).not.toBe(stranger.pid)
  expect(isAlive(stranger.pid ?? 0)).toBe(true)
  stranger.kill()
})

test('starts once when several ask at the same time, on an empty folder and on a full one', async () => {
  const data = place()
  const fresh = await Promise.all(Array.from({ length: 4 }, () => start(data)))
  expect(new Set(fresh.map((cluster) => cluster.port)).size).toBe(1)
  await fresh[0]?.stop()
  const again = await Promise.all(Array.from({ length: 4 }, () => start(data)))
  expect(new Set(again.map(pidOf)).size).toBe(1)
  expect(readdirSync(path.dirname(data)).sort()).toEqual(['log', 'postgres'])
})

test('says so when the data was made with another password', async () => {
  const data = place()
  await start(data)
  await expect(start(data, 'another')).rejects.toThrow(/refused us: password authentication failed/)
})

if (process.getuid?.() === 0) {
  test('root in a folder that only root can enter: programs and data live in one that others can', async () => {
    const data = place('closed')
    const cluster = await start(data)
    folders.push(path.dirname(cluster.data))
    expect(cluster.data).not.toBe(data)
    expect(existsSync(data)).toBe(false)
    expect(findPlace(data).data).toBe(cluster.data)
    await ask(cluster, 'CREATE TABLE kept AS SELECT 1 AS one')
    await cluster.stop()
    expect(await ask(await start(data), 'SELECT one FROM kept')).toEqual([1])
  })
}
