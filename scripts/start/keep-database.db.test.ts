import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { ownFolder, postgresAccount } from '../cluster/account.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { runningPostmaster } from '../cluster/postmaster.ts'
import { keepDatabase } from './keep-database.ts'

/* targets.md, R5: the database is killed (-9) under load. Nothing acknowledged is lost; it is back within 30 seconds. */

const folder = mkdtempSync(path.join(tmpdir(), 'kept-'))
ownFolder(postgresAccount(), folder)
const data = path.join(folder, 'postgres')
const log = path.join(folder, 'log')
/** As an installation runs it: what is acknowledged is on the disk. */
const start = (port?: number) => startCluster({ data, log, password: 'secret', ...(port ? { port } : {}) })

const clusters: Cluster[] = []
afterAll(async () => {
  for (const cluster of clusters) await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('killed under load, it comes back on its port with everything that was acknowledged', async () => {
  const cluster = await start()
  clusters.push(cluster)
  const said: string[] = []
  const endWatch = keepDatabase(cluster, start, (line) => said.push(line))
  const pool = new pg.Pool({ connectionString: cluster.url('postgres'), max: 4 })
  pool.on('error', () => undefined)
  await pool.query('CREATE TABLE kept (n integer PRIMARY KEY)')

  const acknowledged: number[] = []
  let next = 0
  let over = false
  let failures = 0
  async function writer(): Promise<void> {
    while (!over) {
      next += 1
      const n = next
      await pool.query('INSERT INTO kept VALUES ($1)', [n]).then(
        () => acknowledged.push(n),
        () => {
          failures += 1
        },
      )
    }
  }
  const writers = Array.from({ length: 4 }, writer)
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(50)
  const before = runningPostmaster(cluster.data)?.pid ?? 0
  process.kill(before, 'SIGKILL')
  const began = performance.now()
  const then = acknowledged.length
  await expect.poll(() => acknowledged.length - then, { interval: 100, timeout: 30_000 }).toBeGreaterThan(50)
  expect(performance.now() - began).toBeLessThan(30_000)
  over = true
  await Promise.all(writers)

  expect(failures).toBeGreaterThan(0)
  expect(runningPostmaster(cluster.data)).toMatchObject({ port: cluster.port })
  expect(runningPostmaster(cluster.data)?.pid).not.toBe(before)
  const { rows } = await pool.query<{ n: number }>('SELECT n FROM kept')
  const there = new Set(rows.map((row) => row.n))
  expect(acknowledged.filter((n) => !there.has(n))).toEqual([])
  await expect
    .poll(() => said, { timeout: 20_000 })
    .toEqual(['The database ended; it is started again.', 'The database is back.'])
  await pool.end()
  await endWatch()
}, 120_000)
