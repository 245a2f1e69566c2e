import type pg from 'pg'
import { connected } from '#scripts/start/database.ts'

/** What was taken off some tables, as the statements that put it back, in their order. */
export type TakenOff = { indexes: { table: string; statements: string[] }[]; references: string[] }

/**
 * Takes keys, indexes and references off some tables, so that they fill without being kept in step row by row. Each
 * comes back whole: building a key and adding a reference looks at every row, so nothing stands that breaks one.
 */
export async function takeOff(client: pg.Client, tables: readonly string[]): Promise<TakenOff> {
  const oids = `ARRAY(SELECT t::regclass::oid FROM unnest($1::text[]) t)`
  const { rows: references } = await client.query<{ owner: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND (conrelid = ANY (${oids}) OR confrelid = ANY (${oids})) ORDER BY 1, 2`,
    [tables],
  )
  const { rows: keys } = await client.query<{ owner: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conrelid = ANY (${oids}) ORDER BY contype, 2`,
    [tables],
  )
  const { rows: indexes } = await client.query<{ owner: string; name: string; definition: string }>(
    `SELECT indrelid::regclass::text AS owner, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = ANY (${oids})
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid AND c.contype IN ('p', 'u', 'x')) ORDER BY 2`,
    [tables],
  )
  for (const one of [...references, ...keys]) await client.query(`ALTER TABLE ${one.owner} DROP CONSTRAINT ${one.name}`)
  for (const one of indexes) await client.query(`DROP INDEX ${one.name}`)
  const add = ({ owner, name, definition }: (typeof keys)[number]) =>
    `ALTER TABLE ${owner} ADD CONSTRAINT ${name} ${definition}`
  return {
    indexes: tables.map((table) => ({
      table,
      statements: [
        ...keys.filter((one) => one.owner === table).map(add),
        ...indexes.filter((one) => one.owner === table).map((one) => one.definition),
      ],
    })),
    references: references.map(add),
  }
}

/** Puts everything back: tables side by side on two connections, then the references. */
export async function putBack(url: string, taken: TakenOff, say: (text: string) => void): Promise<void> {
  const waiting = taken.indexes.filter((one) => one.statements.length > 0)
  const build = () =>
    connected(url, async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const statement of next.statements) await client.query(statement)
        say(`indexed ${next.table}`)
      }
    })
  await Promise.all([build(), build()])
  const references = [...taken.references]
  const check = () =>
    connected(url, async (client) => {
      await client.query("SET work_mem = '256MB'")
      for (let next = references.shift(); next; next = references.shift()) await client.query(next)
    })
  await check()
  say(`checked ${taken.references.length} references`)
}
