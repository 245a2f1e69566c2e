import pg from 'pg'
import { demo } from '../installations.ts'

/** A medicine that Riverside buys under a contract, and a pack of it that another supplier could be awarded. */
export async function readFacts(): Promise<{ ampp: string; medicine: string }> {
  const client = new pg.Client({ connectionString: demo().databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ ampp: string; medicine: string }>(
      `SELECT p.ampp_id AS ampp, p.name AS medicine FROM pack p WHERE p.name LIKE 'Meropenem 1g%' AND NOT p.discontinued
         AND EXISTS (SELECT FROM award a WHERE a.ampp_id = p.ampp_id AND a.buying_group = 'DLS') ORDER BY p.ampp_id LIMIT 1`,
    )
    const [row] = rows
    if (!row) throw new Error('The demo has no such medicine')
    return row
  } finally {
    await client.end()
  }
}
