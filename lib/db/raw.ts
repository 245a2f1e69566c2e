import 'server-only'
import pg from 'pg'
import { Prisma } from './generated/client.ts'
import type { Lent } from './pg-client.ts'
import { statementName } from './statement-name.ts'
import type { Tx } from './tx.ts'

/**
 * The transaction, with its raw statements going straight to the connection it runs on: the same rows of the same types
 * as through Prisma, at about a fifth of the processor time, which pages and commands of many small statements feel.
 * Once the transaction has ended they go to Prisma, which refuses them.
 */
export function straight(tx: Tx, lent: Lent): Tx {
  const run = async (query: Prisma.Sql) => {
    const { client } = lent
    if (!client) return null
    const { text, values } = query
    try {
      return await client.query({ name: statementName(text), text, values: values.map(argument), types: TYPES })
    } catch (fault) {
      throw fault instanceof pg.DatabaseError ? new StatementFault(fault) : fault
    }
  }
  const $queryRaw = async (query: Asked, ...values: unknown[]) => {
    const sql = asSql(query, values)
    return (await run(sql))?.rows ?? tx.$queryRaw(sql)
  }
  const $executeRaw = async (query: Asked, ...values: unknown[]) => {
    const sql = asSql(query, values)
    const done = await run(sql)
    return done ? (done.rowCount ?? 0) : tx.$executeRaw(sql)
  }
  // defined, not assigned: Prisma's transaction takes what is assigned to its heirs for its own
  return Object.create(tx, { $queryRaw: { value: $queryRaw }, $executeRaw: { value: $executeRaw } })
}

/** What the database refused, told as Prisma tells it. */
class StatementFault extends Error {
  override readonly name = 'PrismaClientKnownRequestError'
  readonly code = 'P2010'
  readonly meta: { code: string; message: string }
  constructor({ code = '', message }: pg.DatabaseError) {
    super(`Raw query failed. Code: \`${code}\`. Message: \`${message}\``)
    this.meta = { code, message }
  }
}

type Asked = TemplateStringsArray | Prisma.Sql

function asSql(query: Asked, values: readonly unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query as TemplateStringsArray, ...values)
}

function argument(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

const { builtins } = pg.types

const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.OID, BigInt],
  [builtins.NUMERIC, (text) => new Prisma.Decimal(text)],
  [builtins.DATE, (text) => new Date(`${text}T00:00:00.000Z`)],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
])

/** Integers of eight bytes come as bigint and days as their midnight in UTC, as Prisma has them. */
const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format),
}
