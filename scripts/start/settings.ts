import path from 'node:path'
import { inProject } from '../paths.ts'
import { Problem } from '../problem.ts'

/** How this start was asked for, from its environment and arguments. */
export type Settings = {
  /** `next dev` and a worker that restarts when its code changes. */
  dev: boolean
  port: number
  /** The address to listen on: this machine only unless HOST says otherwise. */
  host: string
  /** Where people reach it, for links in mails and for signing in. */
  publicUrl: string
  /** Folder for everything that is kept: database, secrets, logs, outgoing messages. Absolute. */
  dataDir: string
  /** DEMO=1 or DEMO=0; undefined when nothing was said: then what is there goes on, and a first start is the demo. */
  demo: boolean | undefined
  /** The owner's address of a PostgreSQL of the hospital's own; undefined: the embedded one. */
  databaseUrl: string | undefined
  appDatabaseUrl: string | undefined
  workerDatabaseUrl: string | undefined
  /** How long the web server goes on answering after SIGTERM, while it says that it is not ready. */
  stopSeconds: number
  /** A copy of the production build to serve; undefined: the project's own, built when needed. Absolute. */
  standalone: string | undefined
}

/**
 * Reads the settings.
 * @throws Problem for a value that makes no sense, naming it
 */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const unknown = args.find((arg) => arg !== '--dev')
  if (unknown) throw new Problem(`"${unknown}" is not something that start knows.`, 'It takes --dev or nothing.')
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(`PORT is "${env.PORT}".`, 'Give a number from 1 to 65535.')
  }
  const stopSeconds = Number(env.STOP_SECONDS || 5)
  if (!(stopSeconds >= 0 && stopSeconds <= 60)) {
    throw new Problem(`STOP_SECONDS is "${env.STOP_SECONDS}".`, 'Give a number from 0 to 60.')
  }
  if (env.DEMO && env.DEMO !== '0' && env.DEMO !== '1') {
    throw new Problem(`DEMO is "${env.DEMO}".`, 'Give 0 for an empty installation or 1 for the demo.')
  }
  for (const name of ['DATABASE_URL', 'APP_DATABASE_URL', 'WORKER_DATABASE_URL'] as const) {
    if (env[name]) checkAddress(name, env[name])
  }
  if (!env.DATABASE_URL && (env.APP_DATABASE_URL || env.WORKER_DATABASE_URL)) {
    throw new Problem('APP_DATABASE_URL or WORKER_DATABASE_URL is given without DATABASE_URL.', 'Give the owner’s too.')
  }
  return {
    dev: args.includes('--dev'),
    port,
    host: env.HOST || '127.0.0.1',
    publicUrl: env.PUBLIC_URL || `http://localhost:${port}`,
    dataDir: path.resolve(inProject(), env.DATA_DIR || '.data'),
    demo: env.DEMO ? env.DEMO === '1' : undefined,
    databaseUrl: env.DATABASE_URL || undefined,
    appDatabaseUrl: env.APP_DATABASE_URL || undefined,
    workerDatabaseUrl: env.WORKER_DATABASE_URL || undefined,
    stopSeconds,
    standalone: env.STANDALONE ? path.resolve(inProject(), env.STANDALONE) : undefined,
  }
}

function checkAddress(name: string, value: string): void {
  const example = 'Write postgresql://user:password@host:5432/database.'
  let url: URL
  try {
    url = new URL(value)
  } catch {
    throw new Problem(`${name} cannot be read as an address.`, example)
  }
  if (!/^postgres(ql)?:$/.test(url.protocol) || !url.username || url.pathname.length < 2) {
    throw new Problem(`${name} is not the address of a database with a user.`, example)
  }
}
