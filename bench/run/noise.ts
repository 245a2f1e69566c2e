import os from 'node:os'
import { connected } from '#scripts/start/database.ts'
import type { BenchDatabase } from '../cluster.ts'
import { inMs, timed } from './measure.ts'

/** How quiet the machine was: a fixed loop of arithmetic, a fixed SELECT, and the load. */
export async function noise(database: BenchDatabase): Promise<string> {
  const loop = await timed(20, async () => spin())
  const select = await connected(database.ownerUrl, (client) =>
    timed(50, () => client.query('SELECT sum(n) FROM generate_series(1, 1000) n')),
  )
  const [load = 0] = os.loadavg()
  return `fixed loop ${inMs(loop)}, fixed SELECT ${inMs(select)}, load ${load.toFixed(1)} on ${os.cpus().length} cores`
}

function spin(): number {
  let value = 1
  for (let turn = 0; turn < 5_000_000; turn += 1) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0
  return value
}
