import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hashPassword } from '#lib/access/password.ts'
import { readSession } from '#lib/access/session.store.ts'
import { tokenHash } from '#lib/access/session-token.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { inProject } from '../paths.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const folder = mkdtempSync(path.join(tmpdir(), 'admin-reset-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  const { name } = world.database
  await world.sql(`DROP OWNED BY ${name}_app_login, ${name}_worker_login`)
  await world.sql(`DROP ROLE ${name}_app_login, ${name}_worker_login`)
})

const EMAIL = 'lead@rzz.example'
const OLD = 'lamp otter granite'

/** Runs what `npm run admin:reset` runs, as a process of its own. */
function adminReset(...args: string[]) {
  const ended = spawnSync(
    process.execPath,
    ['--conditions=react-server', inProject('scripts/admin-reset.ts'), ...args],
    {
      encoding: 'utf8',
      env: {
        ...{ NODE_ENV: 'test', PATH: process.env.PATH, DATA_DIR: path.join(folder, 'data') },
        ...{ AUDIT_KEY: process.env.AUDIT_KEY, AUTH_SECRET: process.env.AUTH_SECRET },
        DATABASE_URL: world.database.ownerUrl,
      },
    },
  )
  const lines = ended.stdout.trimEnd().split('\n')
  return { code: ended.status, out: ended.stdout, err: ended.stderr, last: lines.at(-1) ?? '' }
}

test('where one administrator is alone, the machine gives a one-time password that works once, and says so on the record', async () => {
  await world.sql(
    `INSERT INTO identity.credential (person_id, password_hash, one_time, changed_at) VALUES ($1, $2, false, now())`,
    [world.personId('lead'), await hashPassword(OLD)],
  )
  const now = new Date()
  const before = await signIn({ email: EMAIL, password: OLD }, now)
  if (!before.ok) throw new Error(before.refusal.code)

  const { code, out, err, last } = adminReset(EMAIL.toUpperCase())
  expect(err.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  expect(code).toBe(0)
  expect(out).toMatch(/signs in once with this, as lead@rzz\.example:\n/)
  expect(last).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)

  expect(await readSession(tokenHash(before.value.sessionId), now)).toBeNull()
  expect((await signIn({ email: EMAIL, password: OLD }, new Date())).ok).toBe(false)
  const signed = await signIn({ email: EMAIL, password: last }, new Date())
  if (!signed.ok) throw new Error(signed.refusal.code)
  // it opens the page where one chooses a password, and nothing else
  expect(await readSession(tokenHash(signed.value.sessionId), new Date())).toMatchObject({
    ...{ oneTime: true, actor: { roles: [] } },
  })
  const record = await world.sql<{ verb: string; actor_id: string | null; data: unknown }>(
    `SELECT verb, actor_id, payload::jsonb->'data' AS data FROM audit_event WHERE chain_id = $1`,
    [world.personId('lead')],
  )
  expect(record).toMatchObject([{ verb: 'PASSWORD_RESET', data: { at: 'console' } }])
})

test('whom nobody knows, and what is not how it is written, is refused in a line', () => {
  expect(adminReset('nobody@rzz.example')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/✗ Nobody signs in as/),
  })
  expect(adminReset()).toMatchObject({ code: 1, err: expect.stringMatching(/✗ Say whose password it is/) })
})

test('where two administrators could do it together, it is refused, and they are named', async () => {
  const { id } = world.trusts.RZZ
  await world.sql(
    `INSERT INTO identity.membership (trust_id, person_id, role, granted_at) VALUES ($1, $2, 'admin', now())`,
    [id, world.personId('finance')],
  )
  // both have been administrators for more than a week
  await world.sql(
    `UPDATE identity.membership SET granted_at = now() - interval '30 days' WHERE trust_id = $1 AND role = 'admin'`,
    [id],
  )
  const { code, err, out } = adminReset(EMAIL)
  expect(code).toBe(1)
  expect(err).toMatch(/✗ Two administrators can do this together/)
  expect(out).not.toMatch(/([a-z2-9]{5}-){3}/)
})
