import { format } from 'node:util'
import pg from 'pg'
import { refuseDangerousRole } from './db/guard.ts'
import { env } from './env.ts'
import { log } from './log.ts'
import { watchRequests } from './metrics.ts'
import { servePacked } from './static-files.ts'
import { noteSignals, stopOnSignals } from './stopping.ts'

/**
 * What the web server does before its first request: checks its environment, refuses to start as a database role that
 * row security does not hold, measures requests, hands out scripts packed, and stops as it should when it is asked to.
 */
export async function prepareServer(): Promise<void> {
  const why = await whyNotStart()
  if (why) {
    log.fatal(why)
    process.exit(1)
  }
  if (process.env.NODE_ENV === 'production') logConsole()
  watchRequests()
  if (process.env.NODE_ENV === 'production') servePacked()
  if (process.env.NEXT_MANUAL_SIG_HANDLE) stopOnSignals(env().STOP_SECONDS)
  else noteSignals()
}

/** Why the server must not start, as one line, or null. */
export async function whyNotStart(): Promise<string | null> {
  try {
    env()
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
  if (!env().AUTH_SECRET) return 'AUTH_SECRET is not set. Give it at least 32 random characters.'
  const client = new pg.Client({ connectionString: env().APP_DATABASE_URL, connectionTimeoutMillis: 15_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await refuseDangerousRole(client)
  } catch (fault) {
    return `The database cannot be reached with APP_DATABASE_URL: ${fault instanceof Error ? fault.message : fault}.`
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** What the framework writes to the console goes into the log, through its censor. */
function logConsole(): void {
  const levels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(console, method, (...parts: unknown[]) => log[level](format(...parts)))
  }
}
