import pg from 'pg'
import { demo } from '../installations.ts'

/** A medicine that Riverside buys under a contract, and a pack of it that another supplier could be awarded. */
export async function readFacts(): Promise<{ ampp: string; medicine: string }> {
  return one(
    `SELECT p.ampp_id AS ampp, p.name AS medicine FROM pack p WHERE p.name LIKE 'Meropenem 1g%' AND NOT p.discontinued
       AND EXISTS (SELECT FROM award a WHERE a.ampp_id = p.ampp_id AND a.buying_group = 'DLS') ORDER BY p.ampp_id LIMIT 1`,
  )
}

/** A pack of a medicine whose name begins like this. */
export async function packOf(name: string): Promise<string> {
  const sql = `SELECT p.ampp_id AS ampp FROM pack p WHERE p.name LIKE $1 AND NOT p.discontinued ORDER BY p.ampp_id LIMIT 1`
  return (await one<{ ampp: string }>(sql, `${name}%`)).ampp
}

async function one<T extends object>(sql: string, ...values: string[]): Promise<T> {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    const [row] = (await client.query<T>(sql, values)).rows
    if (!row) throw new Error('The demo has no such medicine')
    return row
  } finally {
    await client.end()
  }
}
