import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connected, emptyDatabase, testDatabase } from '#lib/testing/database.ts'
import { freePort } from '../cluster/ports.ts'
import { inProject } from '../paths.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0
const dataDir = () => path.join(folder, `data-${made++}`)

/** What the record of the database here is kept with. */
const AUDIT_KEY = 'ab'.repeat(32)

/** Runs `npm start`'s program with these settings until it ends by itself. */
async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--conditions=react-server', inProject('scripts/start/main.ts')], {
    cwd: inProject(),
    env: {
      ...{ NODE_ENV: 'test', PATH: process.env.PATH, PORT: String(await freePort()), DATA_DIR: dataDir() },
      ...{ AUDIT_KEY, ...env },
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said += text
    })
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  const lines = said.split('\n').filter((line) => line.startsWith('✗'))
  return { code, line: lines.join('\n'), said }
}

async function expectRefusal(run: ReturnType<typeof start>, words: RegExp): Promise<void> {
  const { code, line, said } = await run
  expect(said).toMatch(words)
  expect(line).toMatch(/^✗ [^\n]+$/)
  expect(code).toBe(1)
}

test('a busy port', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expectRefusal(
    start({ PORT: String(port) }),
    new RegExp(`Port ${port} on 127.0.0.1 is busy.*PORT=${port + 1} npm start`),
  )
  server.close()
})

test('settings that make no sense', async () => {
  await expectRefusal(start({ PORT: 'web' }), /PORT is "web"\. Give a number/)
  await expectRefusal(start({ DEMO: 'yes' }), /DEMO is "yes"\. Give 0/)
  await expectRefusal(start({ AUDIT_KEY: 'short' }), /AUDIT_KEY is not 64 hexadecimal digits/)
  await expectRefusal(start({ DATABASE_URL: 'mysql://a@b/c' }), /DATABASE_URL is not the address of a database/)
  await expectRefusal(start({ APP_DATABASE_URL: 'postgresql://a@b/c' }), /without DATABASE_URL/)
})

test('no permission to write', async () => {
  const closed = path.join(folder, 'closed')
  mkdirSync(closed, { mode: 0o555 })
  // root may write anywhere but where the kernel says no
  const place = process.getuid?.() === 0 ? '/sys' : closed
  await expectRefusal(
    start({ DATA_DIR: path.join(place, 'data') }),
    /No permission to write in \S*\/data\S*\. Start as/,
  )
})

test('a place for data that can be no folder', async () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  await expectRefusal(start({ DATA_DIR: file }), /DATA_DIR is "\S*file", but \S*file is a file, not a folder/)
  await expectRefusal(start({ DATA_DIR: path.join(file, 'data') }), /file is a file, not a folder/)
  if (existsSync('/proc/self')) {
    await expectRefusal(start({ DATA_DIR: '/proc/nope/data' }), /\/proc\/nope/)
  }
})

/** Linux has a file that is always full: it stands where the start writes first. */
if (existsSync('/dev/full')) {
  test('a full disk', async () => {
    const full = dataDir()
    mkdirSync(full)
    symlinkSync('/dev/full', path.join(full, 'secrets.json.new'))
    await expectRefusal(start({ DATA_DIR: full }), /The disk is full.* Free some space and start again/)
    expect(readdirSync(full).filter((name) => name !== 'logs')).toEqual(['secrets.json.new'])
  })
}

test('a database that cannot be reached, or does not know us', async () => {
  const port = await freePort()
  await expectRefusal(
    start({ DATABASE_URL: `postgresql://owner:secret@127.0.0.1:${port}/tincture` }),
    new RegExp(`The database at 127.0.0.1:${port}/tincture cannot be reached .*Start it, or correct DATABASE_URL`),
  )
  const { ownerUrl } = await emptyDatabase()
  await expectRefusal(
    start({ DATABASE_URL: ownerUrl.replace(/:[^:@]+@/, ':wrong@') }),
    /refused the user or password in DATABASE_URL/,
  )
})

describe('a migrated database', () => {
  let ownerUrl: string
  let name: string
  beforeAll(async () => {
    ;({ ownerUrl, name } = await testDatabase())
    await connected(ownerUrl, (client) => client.query(`CREATE ROLE ${name}_mine LOGIN PASSWORD 'mine'`))
  })
  afterAll(() =>
    connected(ownerUrl, (client) =>
      client.query(
        `DROP OWNED BY ${name}_mine, ${name}_app_login, ${name}_worker_login; DROP ROLE ${name}_mine, ${name}_app_login, ${name}_worker_login`,
      ),
    ),
  )
  const mine = () => Object.assign(new URL(ownerUrl), { username: `${name}_mine`, password: 'mine' }).href
  const run = (sql: string) => connected(ownerUrl, (client) => client.query(sql))

  test('whose schema is newer than the code', async () => {
    await run(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('9', '9', '99999999_later', now())",
    )
    await expectRefusal(
      start({ DATABASE_URL: ownerUrl }),
      /newer than this version of Tincture: it holds the migration 99999999_later/,
    )
    await run("DELETE FROM _prisma_migrations WHERE id = '9'")
  })

  test.each([
    ['is superuser', 'SUPERUSER', 'NOSUPERUSER', /_mine is a superuser/],
    ['has BYPASSRLS', 'BYPASSRLS', 'NOBYPASSRLS', /_mine has BYPASSRLS/],
  ])('with an app role that %s', async (_what, give, take, words) => {
    await run(`ALTER ROLE ${name}_mine ${give}`)
    await expectRefusal(start({ DATABASE_URL: ownerUrl, APP_DATABASE_URL: mine() }), words)
    await run(`ALTER ROLE ${name}_mine ${take}`)
  })

  test('with a worker role that owns a table', async () => {
    await run(`CREATE TABLE planted (); ALTER TABLE planted OWNER TO ${name}_mine`)
    await expectRefusal(
      start({ DATABASE_URL: ownerUrl, WORKER_DATABASE_URL: mine() }),
      /_mine owns the table public\.planted/,
    )
    await run('DROP TABLE planted')
  })

  test('whose record is kept with another key: nobody is cut off and nothing is written that could not be verified', async () => {
    const { rows } = await connected(ownerUrl, (client) =>
      client.query("SELECT obj_description('audit_event'::regclass) AS mark"),
    )
    expect(rows[0].mark).toMatch(/^Kept with the key [0-9a-f]{16}$/)
    await expectRefusal(
      start({ DATABASE_URL: ownerUrl, AUDIT_KEY: 'cd'.repeat(32) }),
      /is kept with another audit key\. Start with the data folder that belongs to it.*nothing was changed/,
    )
  })

  test('whose first set-up was interrupted is not touched', async () => {
    await run("COMMENT ON SCHEMA identity IS 'Set up: begun'")
    await expectRefusal(start({ DATABASE_URL: ownerUrl }), /was interrupted half-way\. Empty that database/)
    await run('COMMENT ON SCHEMA identity IS NULL')
  })

  test('that belongs to a trust gets no demo, and one with the demo no trust', async () => {
    await run("COMMENT ON SCHEMA identity IS 'Set up: own'")
    await expectRefusal(
      start({ DATABASE_URL: ownerUrl, DEMO: '1' }),
      /belongs to a trust; the demo does not go into it/,
    )
    await run("COMMENT ON SCHEMA identity IS 'Set up: demo'")
    await expectRefusal(start({ DATABASE_URL: ownerUrl, DEMO: '0' }), /holds the demo, and DEMO=0 wants an empty one/)
    await run('COMMENT ON SCHEMA identity IS NULL')
  })
})
