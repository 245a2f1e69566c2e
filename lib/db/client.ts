import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '#lib/env.ts'
import { PrismaClient } from './generated/client.ts'
import { PgClient } from './pg-client.ts'

export type { PrismaClient } from './generated/client.ts'
export { Prisma } from './generated/client.ts'

/** A transaction of the database, as commands and queries get it from `withTrust`. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

const held = globalThis as unknown as { tinctureDatabase?: { url: string; client: PrismaClient } }

/** The process's one client, opened for APP_DATABASE_URL at first use. */
export function database(): PrismaClient {
  held.tinctureDatabase ??= { url: env().APP_DATABASE_URL, client: open(env().APP_DATABASE_URL, 10) }
  return held.tinctureDatabase.client
}

/** Makes another database the process's own (seed and tests); close it with the function handed back. */
export function openDatabase(url: string, connections = 10): () => Promise<void> {
  const client = open(url, connections)
  held.tinctureDatabase = { url, client }
  return async () => {
    if (held.tinctureDatabase?.client === client) delete held.tinctureDatabase
    await client.$disconnect()
  }
}

function open(url: string, connections: number): PrismaClient {
  const adapter = new PrismaPg(
    { connectionString: url, max: connections, idleTimeoutMillis: 30_000, Client: PgClient },
    { statementNameGenerator: ({ sql }) => statementName(sql) },
  )
  return new PrismaClient({ adapter })
}

const UNNAMED = ''
const names = new Map<string, string>()

/** A prepared statement for each text of SQL, up to a bound: lists of ids of any length make ever new texts. */
function statementName(sql: string): string {
  const known = names.get(sql)
  if (known) return known
  if (names.size >= 500) return UNNAMED
  const name = `s${names.size}`
  names.set(sql, name)
  return name
}
