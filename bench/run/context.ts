import type { Act, Actor } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import { openFor } from '#lib/access/session.store.ts'
import { sealSession, sessionCookie } from '#lib/access/session-token.ts'
import { openDatabase } from '#lib/db/client.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { connected } from '#scripts/start/database.ts'
import { type BenchDatabase, benchEnvironment } from '../cluster.ts'
import { emailOf } from '../fill/organisations.ts'
import { type BenchServer, startServer } from './server.ts'

/** What a part measures on: one of the databases, the app's own query layer on it, and servers on either. */
export type Context = {
  rounds: number
  small: BenchDatabase
  large: BenchDatabase
  /** A production server on a database, started at first use and stopped at the end. */
  server: (database: BenchDatabase) => Promise<BenchServer>
  say: (text: string) => void
}

/** A part of the bench. */
export type Part = { id: string; run: (context: Context) => Promise<import('./measure.ts').Row[]> }

const newId = systemIds(systemClock)

/** Runs some work with the app's query layer on a database. */
export async function onDatabase<T>(database: BenchDatabase, work: () => Promise<T>): Promise<T> {
  const close = openDatabase(database.appUrl, 4)
  try {
    return await work()
  } finally {
    await close()
  }
}

/** One of a trust's people; trust 0 is one of the busiest. */
export async function actorOf(database: BenchDatabase, role: Role, trust = 0): Promise<Actor> {
  const { rows } = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT p.id AS "personId", p.name, o.trust_id AS "trustId", o.name AS "trustName", o.ods_code AS "odsCode"
       FROM identity.person p JOIN identity.membership m ON m.person_id = p.id JOIN organisation o ON o.trust_id = m.trust_id
       WHERE p.email = $1`,
      [emailOf(role, trust)],
    ),
  )
  return { ...rows[0], trustKind: 'trust', roles: [role] }
}

/** An act of somebody, now, under a key of its own. */
export function actOfNow(actor: Actor): Act {
  return { actor, now: systemClock(), newId, key: crypto.randomUUID() }
}

/** The cookie of somebody who has signed in. Call it with the query layer on the same database. */
export async function cookieOf(actor: Actor): Promise<string> {
  const opened = await openFor(actor.personId ?? '', actor.trustId, systemClock())
  if (!opened.ok) throw new Error(`${actor.name} could not sign in`)
  const { sessionId, seconds } = opened.value
  return `${sessionCookie().name}=${await sealSession(sessionId, seconds)}`
}

/** The servers of one run. */
export function serversOfRun(): { server: Context['server']; stop: () => Promise<void> } {
  const running = new Map<string, Promise<BenchServer>>()
  return {
    server: (database) => {
      const known = running.get(database.name) ?? startServer(database, benchEnvironment(database))
      running.set(database.name, known)
      return known
    },
    stop: async () => {
      for (const server of running.values()) await (await server).stop()
    },
  }
}
