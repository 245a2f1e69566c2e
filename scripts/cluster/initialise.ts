import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem, saysForbidden, saysFull } from '../problem.ts'
import { ownFolder } from './account.ts'
import type { Place } from './place.ts'

/**
 * Makes the data folder: in a folder beside it that is renamed when it is whole, so that neither a kill half-way nor a
 * second process that does the same can leave half a database. Words sort by code point and fold by Unicode on every
 * platform alike (PostgreSQL's own C.UTF-8).
 */
export function initialise(place: Place, options: { password: string; throwAway?: boolean }): void {
  const fresh = `${place.data}.new.${process.pid}`
  const passwordFile = `${fresh}.password`
  try {
    ownFolder(place.account, fresh)
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
    if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
    const ctype = process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'
    const first = initdb(place, fresh, passwordFile, ctype, options.throwAway)
    const said = /invalid locale|locale .* not/i.test(first)
      ? initdb(place, fresh, passwordFile, 'C', options.throwAway)
      : first
    if (said) throw initialiseProblem(said, place.data)
    if (!existsSync(path.join(place.data, 'PG_VERSION'))) renameSync(fresh, place.data)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
  }
}

/** Runs initdb. An empty string when it went well, else what it said. */
function initdb(place: Place, folder: string, passwordFile: string, ctype: string, throwAway = false): string {
  const args = [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(throwAway ? ['--no-sync'] : []),
  ]
  const run = spawnSync(path.join(place.home, 'bin', 'initdb'), args, {
    ...place.account,
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (run.status === 0) return ''
  return `${run.error?.message ?? ''}${run.stderr}`.trim() || `initdb ended with ${run.status ?? run.signal}`
}

/** One clear line about a data folder that could not be made. */
export function initialiseProblem(said: string, data: string): Problem {
  if (saysFull(said)) {
    return new Problem(
      `The disk is full: the database could not be made in ${data}.`,
      'Free some space and start again.',
    )
  }
  if (saysForbidden(said)) {
    return new Problem(
      `No permission to make the database in ${data}.`,
      'Give yourself write permission on that folder.',
    )
  }
  const line = said.split('\n').find((each) => /error|fatal|failed/i.test(each)) ?? said.split('\n')[0]
  return new Problem(`The database could not be made in ${data}: ${line}.`, 'Nothing else was changed.')
}
