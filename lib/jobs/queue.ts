import 'server-only'
import { fromPrisma, PgBoss } from 'pg-boss'
import { databaseUrl, type Tx } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { JOBS, type JobData, type JobName } from './names.ts'

const held = globalThis as unknown as { tinctureQueue?: { url: string; boss: Promise<PgBoss> } }

/**
 * Queues a job in the caller's transaction: what leaves the house goes by a row written with the decision, so that
 * neither is there without the other. `startAfter` delays it.
 */
export async function enqueue(
  tx: Tx,
  name: JobName,
  data: JobData,
  options: { startAfter?: Date } = {},
): Promise<void> {
  const boss = await queue()
  await boss.send(name, data, { ...options, db: fromPrisma(tx) })
}

/** This process's sender: makes sure the queues exist, works none of them. */
export async function queue(): Promise<PgBoss> {
  const url = databaseUrl()
  if (held.tinctureQueue?.url !== url) held.tinctureQueue = { url, boss: open(url) }
  return held.tinctureQueue.boss
}

/** Ends the sender's connections. */
export async function closeQueue(): Promise<void> {
  const open = held.tinctureQueue
  delete held.tinctureQueue
  await (await open?.boss)?.stop({ graceful: false })
}

async function open(url: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, max: 2, migrate: false, supervise: false, schedule: false })
  boss.on('error', (error) => log.error({ error: String(error) }, 'job queue'))
  await boss.start()
  const there = new Set((await boss.getQueues()).map((one) => one.name))
  for (const name of JOBS)
    if (!there.has(name))
      await boss.createQueue(name, {
        retryLimit: 20,
        retryDelay: 5,
        retryBackoff: true,
        retryDelayMax: 900,
        expireInSeconds: 300,
        heartbeatSeconds: 30,
      })
  return boss
}
