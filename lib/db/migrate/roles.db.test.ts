import { afterAll, describe, expect, test } from 'vitest'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { connected, emptyDatabase } from '#lib/testing/database.ts'
import { migrate } from './migrate.ts'
import { loginRole, makeLoginRoles } from './roles.ts'

const { name, ownerUrl: databaseUrl } = await emptyDatabase()
await migrate({ databaseUrl })
const passwords = { app: 'for the app', worker: 'for the worker' }

const run = (sql: string) => connected(databaseUrl, (client) => client.query(sql))
const as = (role: string) => {
  const url = new URL(databaseUrl)
  url.username = role
  url.password = 'given'
  return url.href
}
const given = `${name}_given`
const made = [`${name}_app_login`, `${name}_worker_login`, given, `${name}_boss`]
afterAll(() => run(`DROP OWNED BY ${made.join(', ')}; DROP ROLE ${made.join(', ')}`))
await run(`CREATE ROLE ${given} LOGIN PASSWORD 'given'; CREATE ROLE ${name}_boss NOLOGIN`)

test('makes a role each for app and worker that can sign in, owns nothing and is let into this database only', async () => {
  const { appUrl, workerUrl } = await makeLoginRoles({ databaseUrl, passwords })
  expect(new URL(appUrl)).toMatchObject({ username: `${name}_app_login`, pathname: `/${name}` })
  for (const url of [appUrl, workerUrl]) expect(await connected(url, refuseDangerousRole)).toBeNull()
  const open = await run(`SELECT has_database_privilege('${given}', '${name}', 'CONNECT') AS open`)
  expect(open.rows).toEqual([{ open: false }])
})

test('makes nothing anew the next time, and mends a password that changed', async () => {
  const first = await makeLoginRoles({ databaseUrl, passwords })
  expect(await makeLoginRoles({ databaseUrl, passwords })).toEqual(first)
  const second = await makeLoginRoles({ databaseUrl, passwords: { ...passwords, app: 'another' } })
  expect(await connected(second.appUrl, refuseDangerousRole)).toBeNull()
  await expect(connected(first.appUrl, refuseDangerousRole)).rejects.toThrow(/password/)
})

test('gives a role of the hospital’s own the rights of its group', async () => {
  const { appUrl } = await makeLoginRoles({ databaseUrl, passwords, given: { app: as(given) } })
  expect(appUrl).toBe(as(given))
  expect(await connected(appUrl, refuseDangerousRole)).toBeNull()
})

test('a database that is called as the product is, or as long as can be, has login roles of its own', () => {
  expect(loginRole('tincture', 'app')).toBe('tincture_app_login')
  expect(loginRole('d'.repeat(63), 'worker')).toHaveLength(58)
})

test('says so when a given role cannot sign in', async () => {
  const wrong = as(given).replace(':given@', ':wrong@')
  await expect(makeLoginRoles({ databaseUrl, passwords, given: { worker: wrong } })).rejects.toThrow(
    /worker cannot sign in to .* with WORKER_DATABASE_URL: password authentication failed/,
  )
})

describe('a role is refused', () => {
  const refusalAfter = async (sql: string, undo: string) => {
    await run(sql)
    const refusal = await connected(as(given), refuseDangerousRole)
    await run(undo)
    expect(await connected(as(given), refuseDangerousRole)).toBeNull()
    return refusal
  }

  test('that is superuser, itself or through another', async () => {
    expect(await refusalAfter(`ALTER ROLE ${given} SUPERUSER`, `ALTER ROLE ${given} NOSUPERUSER`)).toMatch(
      `${given} is a superuser,`,
    )
    expect(
      await refusalAfter(
        `ALTER ROLE ${name}_boss SUPERUSER; GRANT ${name}_boss TO ${given} WITH INHERIT FALSE`,
        `ALTER ROLE ${name}_boss NOSUPERUSER; REVOKE ${name}_boss FROM ${given}`,
      ),
    ).toMatch(`is a superuser through ${name}_boss`)
  })

  test('that has BYPASSRLS, itself or through another', async () => {
    expect(await refusalAfter(`ALTER ROLE ${given} BYPASSRLS`, `ALTER ROLE ${given} NOBYPASSRLS`)).toMatch(
      /has BYPASSRLS,/,
    )
    expect(await refusalAfter(`GRANT tincture_search TO ${given}`, `REVOKE tincture_search FROM ${given}`)).toMatch(
      /has BYPASSRLS through tincture_search/,
    )
  })

  test('that owns a table, itself or through another, in any of our schemas', async () => {
    for (const table of ['public.planted', 'identity.planted', 'pgboss.planted']) {
      const plant = (owner: string) => `CREATE TABLE ${table} (); ALTER TABLE ${table} OWNER TO ${owner};`
      const undo = `DROP TABLE ${table};`
      expect(await refusalAfter(plant(given), undo)).toMatch(`owns the table ${table}`)
      expect(
        await refusalAfter(
          `${plant(`${name}_boss`)} GRANT ${name}_boss TO ${given}`,
          `${undo} REVOKE ${name}_boss FROM ${given}`,
        ),
      ).toMatch(`owns the table ${table}`)
    }
  })
})
