import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '#lib/env.ts'
import { PrismaClient } from './generated/client.ts'
import { PgClient } from './pg-client.ts'
import { statementName } from './statement-name.ts'

export type { PrismaClient } from './generated/client.ts'
export { Prisma } from './generated/client.ts'
export type { Tx } from './tx.ts'

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
