import { afterAll, expect, test } from 'vitest'
import { refuseDangerousRole } from '#lib/db/guard.ts'
import { connected, emptyDatabase } from '#lib/testing/database.ts'
import { migrate } from './migrate.ts'
import { makeLoginRoles } from './roles.ts'

const { name, ownerUrl } = await emptyDatabase()
const run = (sql: string) => connected(ownerUrl, (client) => client.query(sql))
const owner = `${name}_owner`
// on a cluster of its own it would have made the group roles, which gives it the admin option on them
await run(`CREATE ROLE ${owner} LOGIN CREATEROLE BYPASSRLS PASSWORD 'owner'; ALTER DATABASE ${name} OWNER TO ${owner};
  GRANT tincture_app, tincture_worker, tincture_search TO ${owner} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`)
afterAll(async () => {
  const roles = `${name}_app_login, ${name}_worker_login, ${owner}`
  await run(`REASSIGN OWNED BY ${owner} TO postgres; DROP OWNED BY ${roles} CASCADE; DROP ROLE ${roles}`)
})

test('an owner who is no superuser, but may create roles, can migrate and make the login roles', async () => {
  const url = new URL(ownerUrl)
  url.username = owner
  url.password = 'owner'
  await migrate({ databaseUrl: url.href })
  const { appUrl } = await makeLoginRoles({ databaseUrl: url.href, passwords: { app: 'a', worker: 'b' } })
  expect(await connected(appUrl, refuseDangerousRole)).toBeNull()
  // a data folder that was lost brings other passwords
  const again = await makeLoginRoles({ databaseUrl: url.href, passwords: { app: 'c', worker: 'd' } })
  expect(await connected(again.appUrl, refuseDangerousRole)).toBeNull()
})
