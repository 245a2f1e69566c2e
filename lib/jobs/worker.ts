import 'server-only'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Job, JobResult } from 'pg-boss'
import { systemActor } from '#lib/access/actor.ts'
import { openDatabase } from '#lib/db/client.ts'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { workingQueue } from './boss.ts'
import { HANDLERS, type Handler } from './handlers.ts'
import { DEAD_LETTER, type JobData } from './names.ts'
import { makeRound } from './round.ts'

/*
 * The worker: a process of its own, plain Node with --conditions=react-server. It does what was queued, makes its
 * rounds, and stops on SIGTERM or SIGINT after finishing what it has in hand.
 */

const newId = systemIds(systemClock)
const LAST_JOBS_MS = 25_000

/** Runs a handler as the system actor of the job's trust. */
async function runJob(run: Handler, job: Job<JobData>): Promise<void> {
  const { trustId } = job.data
  const trust = await withTrust({ trustId }, (tx) => tx.organisation.findFirst({ where: { trustId } }))
  if (!trust) throw new Error(`There is no trust ${trustId}`)
  const kind = trust.kind === 'hub' ? 'hub' : 'trust'
  const actor = systemActor({ id: trustId, name: trust.name, odsCode: trust.odsCode, kind })
  const began = performance.now()
  await run({ actor, now: systemClock(), newId, key: newId() }, job.data)
  const ms = Math.round(performance.now() - began)
  log.info({ job: job.name, id: job.id, trust: trustId, about: job.data.id, retry: job.retryCount, ms }, 'job done')
}

/** Two at a time, and on at once while there are more: a backlog is worked off without waiting for the next poll. */
const PAIRS = { batchSize: 2, burstWhenBatchFull: true, perJobResults: true } as const

/** Runs a job and says how it ended; a fault has it tried again, without touching the one beside it. */
async function outcomeOf(run: Handler, job: Job<JobData>): Promise<JobResult> {
  const { id, name, data } = job
  try {
    await runJob(run, job)
    return { id, status: 'completed' }
  } catch (fault) {
    log.error({ job: name, id, trust: data.trustId, about: data.id, fault: String(fault) }, 'job failed')
    return { id, status: 'failed', output: { fault: String(fault) } }
  }
}

async function start(): Promise<() => Promise<void>> {
  const url = process.env.WORKER_DATABASE_URL || process.env.APP_DATABASE_URL
  if (!url) throw new Error('WORKER_DATABASE_URL is not set: the worker does not know its database')
  process.env.APP_DATABASE_URL ??= url
  const { WORKER_ROUND_SECONDS } = env()
  await refuseMightyRole(url)
  const closeDatabase = openDatabase(url, 10)
  const boss = await workingQueue(url)

  for (const [name, { run, concurrency }] of Object.entries(HANDLERS)) {
    const options = { localConcurrency: concurrency, pollingIntervalSeconds: 1, ...PAIRS }
    await boss.work<JobData>(name, options, (jobs) => Promise.all(jobs.map((job) => outcomeOf(run, job))))
  }
  await boss.work(DEAD_LETTER, { includeMetadata: true }, async (jobs) => {
    for (const { data, sourceName, sourceId, sourceOutput } of jobs)
      log.error({ job: sourceName, id: sourceId, data, output: sourceOutput }, 'job given up')
  })

  const stopping = new AbortController()
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await makeRound(systemClock()).then(
        ({ stuck, toSeal }) => log.debug({ stuck, toSeal }, 'round'),
        (fault: unknown) => log.error({ fault: String(fault) }, 'round failed'),
      )
      await pause(WORKER_ROUND_SECONDS * 1000, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  const heartbeat = setInterval(() => log.info('worker alive'), 60_000)
  log.info({ queues: Object.keys(HANDLERS) }, 'worker ready')

  return async () => {
    stopping.abort()
    clearInterval(heartbeat)
    await rounds
    await boss.stop({ graceful: true, timeout: LAST_JOBS_MS })
    await closeDatabase()
    log.info('worker stopped')
  }
}

/** A role that row security does not hold must not work for all trusts. */
async function refuseMightyRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const why = await refuseDangerousRole(client)
    if (why) throw new Error(why)
  } finally {
    await client.end()
  }
}

const stopped = new AbortController()
process.on('SIGTERM', () => stopped.abort())
process.on('SIGINT', () => stopped.abort())
try {
  const stop = await start()
  if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
  await stop()
  process.exit(0)
} catch (fault) {
  const words = fault instanceof Error ? fault.message : String(fault)
  const what = stopped.signal.aborted ? 'did not stop cleanly' : 'did not start'
  log.fatal({ fault: words }, `worker ${what}`)
  process.stderr.write(`The worker ${what}: ${words}\n`)
  process.exit(1)
}
