import { expect, test } from 'vitest'
import { MigrateProblem } from '#lib/db/migrate/problem.ts'
import { buildProblem } from '../build.ts'
import { explain } from '../explain.ts'
import { explainInstall } from '../launcher.mjs'
import { Problem } from '../problem.ts'
import { initialiseProblem } from './initialise.ts'
import { isFinal, startProblem } from './launch.ts'

const place = { account: null, home: '/home', data: '/data/postgres' }
const log = { log: '/data/logs/postgres.log' }

test.each([
  ['FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes', /disk is full.*\/data\/postgres/],
  [
    'initdb: error: could not create directory "/data/postgres": No space left on device',
    /disk is full.*\/data\/postgres/,
  ],
  ['initdb: error: could not access directory "/data/postgres": Permission denied', /No permission.*\/data\/postgres/],
  ['initdb: error: something else', /could not be made in \/data\/postgres: initdb: error: something else/],
])('a database that cannot be made: %s', (said, words) => {
  expect(initialiseProblem(said, place.data).message).toMatch(words)
})

test.each([
  ['PANIC:  could not write to file "pg_wal/xlogtemp": No space left on device', /disk is full.*nothing is lost/],
  ['FATAL:  data directory "/data/postgres" has wrong ownership', /No permission.*\/data\/postgres/],
  ['FATAL:  database files are incompatible with server', /another version of PostgreSQL/],
  [
    'LOG:  starting\nFATAL:  out of shared memory\nit ended with 1',
    /did not start on \/data\/postgres: FATAL: {2}out of shared memory.*\/data\/logs\/postgres\.log/,
  ],
])('a database that does not start: %s', (said, words) => {
  expect(startProblem(said, place, log).message).toMatch(words)
})

test('what another start explains is tried again', () => {
  expect(isFinal('FATAL:  lock file "postmaster.pid" already exists')).toBe(false)
  expect(isFinal('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use')).toBe(false)
  expect(isFinal('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')).toBe(false)
  expect(isFinal('FATAL:  could not access file')).toBe(true)
})

test.each([
  [new Problem('This.', 'That.'), 'This. That.'],
  [new MigrateProblem('BUSY', 'Wait.'), 'Wait.'],
  [
    Object.assign(new Error('could not extend file'), { code: '53100' }),
    'The disk of the database is full. Free some space and start again; nothing is lost.',
  ],
  [
    Object.assign(new Error('x'), { code: 'ENOSPC', path: '/data/a' }),
    'The disk is full in /data/a. Free some space and start again; nothing is lost.',
  ],
  [
    Object.assign(new Error("EACCES: permission denied, open '/data/a'"), { code: 'EACCES' }),
    'No permission to write in /data/a. Start as the user who owns it, or give yourself permission.',
  ],
])('a fault in words: %s', (error, words) => {
  expect(explain(error)).toBe(words)
})

test.each([
  ['npm error code ENOSPC\nnpm error ENOSPC: no space left on device', /disk is full/],
  ['npm error code EACCES\nnpm error permission denied', /No permission to write/],
  ['npm error code ENOTFOUND\nnpm error network request failed', /registry cannot be reached/],
  ['spawn npm ENOENT', /npm was not found/],
  ['npm error code EUSAGE\nnpm error', /npm could not install the packages: npm error code EUSAGE/],
])('packages that cannot be installed: %s', (said, words) => {
  expect(explainInstall(new Error(said))).toMatch(words)
})

test('a build that fails', () => {
  expect(buildProblem('ENOSPC: no space left on device, write', '/log').message).toMatch(/disk is full/)
  expect(buildProblem("Error: EACCES: permission denied, mkdir '.next'", '/log').message).toMatch(/No permission/)
  expect(buildProblem('fine\nType error: no.', '/log').message).toBe('The build failed: Type error: no. See /log.')
})
