import 'server-only'
import { fromPrisma, PgBoss } from 'pg-boss'
import { databaseUrl, type Tx } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { DEAD_LETTER, JOBS, type JobData, type JobName } from './names.ts'

const held = globalThis as unknown as { tinctureQueue?: { url: string; boss: Promise<PgBoss> } }

/**
 * Queues a job in the caller's transaction: what leaves the house goes by a row written with the decision, so that
 * neither is there without the other. `startAfter` delays it; with an `only` key, a job of that name and key that waits
 * or runs already is enough.
 */
export async function enqueue(
  tx: Tx,
  name: JobName,
  data: JobData,
  { startAfter, only }: { startAfter?: Date; only?: string } = {},
): Promise<void> {
  const boss = await queue()
  const options = { ...(startAfter ? { startAfter } : {}), ...(only ? { singletonKey: only } : {}) }
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

/** Tried again with back-off; a worker that says nothing for ten seconds has lost its job. */
const ERRAND = { retryDelay: 2, retryBackoff: true, retryDelayMax: 900, heartbeatSeconds: 10 } as const

/** One of a kind and key at a time (`only`): found again quickly, as the next round waits for it. */
const ROUND = { policy: 'exclusive', retryDelay: 1, heartbeatSeconds: 10 } as const

/** Kinds that are one at a time. */
const ROUNDS: readonly JobName[] = ['settle-sendings', 'seal-audit', 'follow-events']

/** The worker's own connection to the queues: it works and supervises them. Makes sure they exist. */
export async function workingQueue(url: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    migrate: false,
    schedule: false,
    supervise: true,
    reindex: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    instanceName: 'worker',
  })
  held.tinctureQueue = { url, boss: begin(boss) }
  return held.tinctureQueue.boss
}

function open(url: string): Promise<PgBoss> {
  return begin(
    new PgBoss({
      connectionString: url,
      max: 2,
      migrate: false,
      supervise: false,
      schedule: false,
      registerInstance: false,
    }),
  )
}

async function begin(boss: PgBoss): Promise<PgBoss> {
  boss.on('error', (error) => log.error({ error: String(error) }, 'job queue'))
  await boss.start()
  const there = new Set((await boss.getQueues()).map((one) => one.name))
  if (!there.has(DEAD_LETTER)) await boss.createQueue(DEAD_LETTER)
  for (const name of JOBS)
    if (!there.has(name))
      await boss.createQueue(name, {
        deadLetter: DEAD_LETTER,
        expireInSeconds: 300,
        retryLimit: 20,
        ...(ROUNDS.includes(name) ? ROUND : ERRAND),
      })
  return boss
}
