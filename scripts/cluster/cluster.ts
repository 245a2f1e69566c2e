import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { codeOf, Problem, wordsOf } from '../problem.ts'
import { ownFolder } from './account.ts'
import { initialise } from './initialise.ts'
import { isFinal, launch, startProblem } from './launch.ts'
import { findPlace, type Place } from './place.ts'
import { runningPostmaster, stopPostmaster } from './postmaster.ts'

/** An embedded PostgreSQL that is up and answers on 127.0.0.1. */
export type Cluster = {
  port: number
  /** The data folder that is in use, not always the one asked for (see findPlace). */
  data: string
  /** True when a server was already running on the data and was taken over as it was. */
  reused: boolean
  /** A connection address as superuser to one of its databases. */
  url: (database: string) => string
  stop: () => Promise<void>
}

export type ClusterOptions = {
  /** Data folder, absolute. Made on first use. */
  data: string
  /** File for what PostgreSQL says, absolute. */
  log: string
  /** The superuser's password; the data folder is made with it. */
  password: string
  /** The port it must have (to bring a server back under those who know it); else the last one, or any. */
  port?: number
  /** `-c name=value` settings beyond the fixed ones. */
  settings?: Record<string, string>
  /** For tests: nothing needs to survive a power cut, so nothing waits for the disk. */
  throwAway?: boolean
}

const WAIT_MS = 60_000

/**
 * Brings up the PostgreSQL that npm brought: makes the data folder on first use, takes over a server that still runs on
 * it (after a kill -9 of whoever started it), or starts one in a session of its own, so that a Ctrl-C at the terminal
 * reaches us and not it. Several processes may call this at the same time for one data folder.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const place = findPlace(options.data)
  if (!existsSync(path.join(place.data, 'PG_VERSION'))) initialise(place, options)
  ownFolder(place.account, place.data)

  const deadline = Date.now() + WAIT_MS
  let reused = true
  let lastWords = ''
  while (Date.now() < deadline) {
    const running = runningPostmaster(place.data)
    if (running?.port) {
      const cluster = clusterAt(place, running.port, options.password, reused)
      const refusal = await knock(cluster.url('postgres'))
      if (refusal === null) return cluster
      if (refusal.final)
        throw new Problem(`The embedded PostgreSQL refused us: ${refusal.words}.`, `See ${options.log}.`)
    } else if (!running) {
      reused = false
      lastWords = await launch(place, options)
      if (isFinal(lastWords)) throw startProblem(lastWords, place, options)
    }
    await pause(50)
  }
  throw startProblem(lastWords || 'it did not answer within a minute', place, options)
}

function clusterAt(place: Place, port: number, password: string, reused: boolean): Cluster {
  const secret = encodeURIComponent(password)
  return {
    port,
    data: place.data,
    reused,
    url: (database) => `postgresql://postgres:${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => stopPostmaster(place.data),
  }
}

/** Null when the server answers; else its words, and whether waiting is no use. */
async function knock(connectionString: string): Promise<{ words: string; final: boolean } | null> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return { words: wordsOf(error), final: codeOf(error) === '28P01' }
  } finally {
    await client.end().catch(() => undefined)
  }
}
