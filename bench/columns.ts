import type pg from 'pg'

/** The columns of a table that are written, in their order; what the database computes is left to it. */
export async function writtenColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ written: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS written FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  )
  return rows[0]?.written ?? ''
}
