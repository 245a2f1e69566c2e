import { readFileSync } from 'node:fs'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'

/**
 * Processor time in milliseconds that some work took, here and in the backends that serve the app on a database: what
 * the work would take on cores of its own, however busy the machine is. Linux only.
 */
export async function cpuOf<T>(database: BenchDatabase, work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const before = await backends(database)
  const own = process.cpuUsage()
  const answer = await work()
  const { user, system } = process.cpuUsage(own)
  const after = await backends(database)
  let ms = (user + system) / 1000
  for (const [pid, used] of after) ms += used - (before.get(pid) ?? 0)
  return { ms, answer }
}

/** Processor time of each backend of the app's role so far. */
async function backends({ ownerUrl, name }: BenchDatabase): Promise<Map<number, number>> {
  const { rows } = await connected(ownerUrl, (client) =>
    client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE usename = $1', [`${name}_app_login`]),
  )
  return new Map(
    rows.map(({ pid }) => [pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6]),
  )
}
