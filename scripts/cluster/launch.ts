import { spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem, saysForbidden, saysFull } from '../problem.ts'
import { isAlive } from '../processes.ts'
import type { ClusterOptions } from './cluster.ts'
import type { Place } from './place.ts'
import { freePort } from './ports.ts'
import { runningPostmaster } from './postmaster.ts'

const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/**
 * Starts a server on a data folder, detached, and returns when it has written where it listens, or has ended. The
 * answer is what it said last, empty when it is up (it may still be recovering).
 */
export async function launch(place: Place, options: ClusterOptions): Promise<string> {
  mkdirSync(path.dirname(options.log), { recursive: true })
  const log = openSync(options.log, 'a', 0o600)
  const from = fstatSync(log).size
  try {
    removeStaleLock(place.data)
    const port = options.port ?? (await freePort(lastPort(place.data)))
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      password_encryption: 'scram-sha-256',
      log_line_prefix: '%m [%p] %u@%d ',
      ...(options.throwAway ? THROW_AWAY : {}),
      ...options.settings,
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(path.join(place.home, 'bin', 'postgres'), ['-D', place.data, ...flags], {
      ...place.account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, LC_ALL: 'C' },
    })
    let ended = ''
    child.once('error', (error) => {
      ended = error.message
    })
    child.once('exit', (code, signal) => {
      ended = `it ended with ${code ?? signal}`
    })
    child.unref()
    while (!ended && runningPostmaster(place.data)?.pid !== child.pid) await pause(20)
    return ended ? `${wordsSince(options.log, from)}\n${ended}`.trim() : ''
  } finally {
    closeSync(log)
  }
}

/** A postmaster.pid whose process is gone, or belongs to another program by now, would only stop the server. */
function removeStaleLock(data: string): void {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file) || runningPostmaster(data)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (Number.isInteger(pid) && isAlive(pid)) rmSync(file, { force: true })
}

/** The port of the last time, so that addresses that people noted stay good. */
function lastPort(data: string): number | undefined {
  try {
    return (
      Number(/"?-c"? "?port=(\d+)/.exec(readFileSync(path.join(data, 'postmaster.opts'), 'utf8'))?.[1]) || undefined
    )
  } catch {
    return undefined
  }
}

function wordsSince(file: string, from: number): string {
  const log = openSync(file, 'r')
  try {
    const length = Math.min(fstatSync(log).size - from, 100_000)
    if (length <= 0) return ''
    const buffer = Buffer.alloc(length)
    readSync(log, buffer, 0, length, from)
    return buffer.toString('utf8')
  } finally {
    closeSync(log)
  }
}

/**
 * Whether a failed start is worth no second try. Worth one: another process was quicker (its lock file exists), the
 * port was taken meanwhile, a server that was killed has not quite gone (its shared memory is in use).
 */
export function isFinal(said: string): boolean {
  return (
    said !== '' &&
    !/lock file .* already exists|Address already in use|shared memory block|could not create any TCP/i.test(said)
  )
}

/** One clear line about a server that does not start. */
export function startProblem(said: string, place: Place, options: { log: string }): Problem {
  if (saysFull(said)) {
    return new Problem(
      `The disk is full: PostgreSQL could not start on ${place.data}.`,
      'Free some space and start again; nothing is lost.',
    )
  }
  if (saysForbidden(said) || /wrong ownership/.test(said)) {
    return new Problem(
      `No permission: PostgreSQL could not start on ${place.data}.`,
      'Start as the user who owns that folder.',
    )
  }
  if (/database files are incompatible/i.test(said)) {
    return new Problem(
      `The database in ${place.data} was made by another version of PostgreSQL.`,
      'Start it with the version that made it, or give a DATABASE_URL.',
    )
  }
  const line = said.split('\n').findLast((each) => /FATAL|PANIC|error/.test(each)) ?? said.split('\n').at(-1)
  return new Problem(`PostgreSQL did not start on ${place.data}: ${line?.trim()}.`, `See ${options.log}.`)
}
