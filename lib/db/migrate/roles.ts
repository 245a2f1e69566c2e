import pg from 'pg'
import { refuseDangerousRole } from '../guard.ts'
import { connectAsOwner, placeOf } from './connect.ts'
import { MigrateProblem } from './problem.ts'
import { scramVerifier } from './scram.ts'

/** The two programs that connect without owning anything. */
type Program = 'app' | 'worker'

export type LoginRoleOptions = {
  /** The owner's address. */
  databaseUrl: string
  /** Passwords for the roles that are made here. */
  passwords: Record<Program, string>
  /** APP_DATABASE_URL and WORKER_DATABASE_URL where the hospital made the roles itself. */
  given?: { [program in Program]?: string | undefined }
}

/** Addresses for the app and the worker. */
export type LoginUrls = { appUrl: string; workerUrl: string }

/**
 * The roles that the app and the worker sign in with: those of loginRole, made or mended from the owner's address, each
 * with the rights of its group role and no other; or the given ones, which are made members of the group role where
 * they are not yet. Called after migrate(), which makes the group roles.
 * @throws MigrateProblem when a role cannot be made or signed in with
 */
export async function makeLoginRoles({ databaseUrl, passwords, given = {} }: LoginRoleOptions): Promise<LoginUrls> {
  return {
    appUrl: await loginUrl('app', databaseUrl, passwords.app, given.app),
    workerUrl: await loginUrl('worker', databaseUrl, passwords.worker, given.worker),
  }
}

async function loginUrl(program: Program, ownerUrl: string, password: string, given?: string): Promise<string> {
  const url = given ?? derivedUrl(ownerUrl, program, password)
  if ((await whyNotIn(url, program)) === null) return url
  if (given) await refuseMighty(given)
  const owner = await connectAsOwner(ownerUrl)
  try {
    const role = decodeURIComponent(new URL(url).username)
    if (given) await adopt(owner, role, program)
    else await make(owner, role, program, password)
  } finally {
    await owner.end()
  }
  const reason = await whyNotIn(url, program)
  if (reason === null) return url
  const name = given ? `${program.toUpperCase()}_DATABASE_URL` : 'the role made from DATABASE_URL'
  throw new MigrateProblem('UNREACHABLE', `The ${program} cannot sign in to ${placeOf(url)} with ${name}: ${reason}.`)
}

/** The role that a program signs in to a database with: '<database>_app_login', within PostgreSQL's 63 bytes. */
export function loginRole(database: string, program: Program): string {
  return `${database.slice(0, 45)}_${program}_login`
}

function derivedUrl(ownerUrl: string, program: Program, password: string): string {
  const url = new URL(ownerUrl)
  const database = decodeURIComponent(url.pathname.slice(1))
  url.username = encodeURIComponent(loginRole(database, program))
  url.password = encodeURIComponent(password)
  return url.href
}

/** Nothing is given to a role that is refused afterwards. One that cannot sign in yet is looked at when it can. */
async function refuseMighty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    return
  }
  const refusal = await refuseDangerousRole(client).finally(() => client.end())
  if (refusal) throw new MigrateProblem('NOT_ALLOWED', refusal)
}

/** Null when the role can sign in and has the rights of its group; else why not. */
async function whyNotIn(url: string, program: Program): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  const group = `tincture_${program}`
  try {
    await client.connect()
    const { rows } = await client.query<{ member: boolean }>("SELECT pg_has_role($1, 'USAGE') AS member", [group])
    return rows[0]?.member ? null : `it is not a member of ${group}`
  } catch (error) {
    return error instanceof Error && error.message ? error.message : 'it does not answer'
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function make(owner: pg.Client, role: string, program: Program, password: string): Promise<void> {
  const name = owner.escapeIdentifier(role)
  const secret = owner.escapeLiteral(scramVerifier(password))
  const database = await currentDatabase(owner)
  try {
    await owner.query('BEGIN')
    const exists = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
    // of a role that is there, an owner who is no superuser may not even say again what it may not do
    const how = exists.rowCount ? `ALTER ROLE ${name}` : `CREATE ROLE ${name} NOCREATEDB NOCREATEROLE`
    await owner.query(`${how} LOGIN INHERIT PASSWORD ${secret}`)
    await owner.query(`GRANT tincture_${program} TO ${name}`)
    await owner.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
    // members of the groups that somebody else made keep their way in
    await owner.query(`GRANT CONNECT ON DATABASE ${database} TO ${name}, tincture_app, tincture_worker`)
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => undefined)
    const variable = `${program.toUpperCase()}_DATABASE_URL`
    throw new MigrateProblem(
      'NOT_ALLOWED',
      `The owner in DATABASE_URL cannot make the role ${role} (${error instanceof Error ? error.message : error}). ` +
        `Give it CREATEROLE, or make a role that is a member of tincture_${program} and name it in ${variable}.`,
      { cause: error },
    )
  }
}

async function adopt(owner: pg.Client, role: string, program: Program): Promise<void> {
  const name = owner.escapeIdentifier(role)
  try {
    await owner.query(`GRANT CONNECT ON DATABASE ${await currentDatabase(owner)} TO ${name}`)
    await owner.query(`GRANT tincture_${program} TO ${name}`)
  } catch (error) {
    throw new MigrateProblem(
      'NOT_ALLOWED',
      `The role ${role} in ${program.toUpperCase()}_DATABASE_URL is not a member of tincture_${program}, ` +
        `and the owner may not change that. Have this run: GRANT tincture_${program} TO ${name};`,
      { cause: error },
    )
  }
}

/** The connected database's name, quoted. */
async function currentDatabase(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name')
  return owner.escapeIdentifier(rows[0]?.name ?? '')
}
