import pg from 'pg'
import { MigrateProblem } from './problem.ts'

/** Where an address points, without its password: 'host:port/database'. */
export function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl)
    return `${url.hostname || 'localhost'}:${url.port || '5432'}${url.pathname}`
  } catch {
    return 'an address that cannot be read'
  }
}

/**
 * A connection as the owner.
 * @throws MigrateProblem UNREACHABLE or NOT_ALLOWED, in words
 */
export async function connectAsOwner(databaseUrl: string, name = 'DATABASE_URL'): Promise<pg.Client> {
  let client: pg.Client
  try {
    client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    await client.connect()
    return client
  } catch (error) {
    throw connectProblem(error, databaseUrl, name)
  }
}

function connectProblem(error: unknown, databaseUrl: string, name: string): MigrateProblem {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  const said = first instanceof Error ? first.message : String(first)
  const place = placeOf(databaseUrl)
  if (code === '28P01' || code === '28000') {
    return new MigrateProblem('NOT_ALLOWED', `The database at ${place} refused the user or password in ${name}.`, {
      cause: error,
    })
  }
  if (code === '3D000') {
    return new MigrateProblem('UNREACHABLE', `There is no database ${place}. Create it, or correct ${name}.`, {
      cause: error,
    })
  }
  return new MigrateProblem(
    'UNREACHABLE',
    `The database at ${place} cannot be reached (${said}). Start it, or correct ${name}.`,
    { cause: error },
  )
}
