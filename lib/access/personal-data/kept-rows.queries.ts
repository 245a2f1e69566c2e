import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { KeptKind } from './kept.rules.ts'

/** Rows of a batch: each is a transaction of its own. */
const BATCH = 1_000

/** A row of an export: what the person is in it, and what it says. */
export type KeptRow = Readonly<Record<string, unknown>>

/**
 * Every row of one kind about a person, batch by batch along the primary key of the trust's part of the table: however many
 * they are, none is left out. For the worker: most of the columns have no index by person.
 */
export async function* keptRows(actor: Actor, kind: KeptKind, personId: string): AsyncGenerator<KeptRow[]> {
  let after: string[] | null = null
  for (;;) {
    const read: { at: string[]; kept: KeptRow }[] = await withTrust(
      actor,
      (tx) => tx.$queryRaw<{ at: string[]; kept: KeptRow }[]>(statement(actor, kind, personId, after)),
      { longest: 120_000 },
    )
    if (read.length > 0) yield read.map(({ kept }) => kept)
    after = read.at(-1)?.at ?? null
    if (read.length < BATCH || kind.key.length === 0) return
  }
}

/** Names come from the closed list of kinds, values as parameters. */
function statement({ trustId }: Actor, kind: KeptKind, personId: string, after: string[] | null): Prisma.Sql {
  const { key, person, shows, order, only } = kind
  const who = Prisma.sql`${personId}::uuid`
  const about = person.map(([column, holds]) => {
    const of = Prisma.raw(`t.${name(column)}`)
    if (holds === 'one') return Prisma.sql`${of} = ${who}`
    return holds === 'several' ? Prisma.sql`${who} = ANY (${of})` : Prisma.sql`strpos(${of}::text, ${personId}) > 0`
  })
  const are = person.map(
    ([column], n) =>
      Prisma.sql`CASE WHEN ${about[n]} THEN ${column.replace(/_id$/, '').replaceAll('_', ' ')}::text END`,
  )
  const pairs = shows.map(
    (column) => Prisma.sql`${column.replaceAll('_', ' ')}::text, ${Prisma.raw(`t.${name(column)}`)}`,
  )
  if (order) {
    const number = Prisma.sql`(SELECT o.number FROM purchase_order o WHERE o.trust_id = t.trust_id AND o.id = ${Prisma.raw(`t.${name(order)}`)})`
    pairs.unshift(Prisma.sql`'order'::text, ${number}`)
  }
  if (only) {
    const shown = Prisma.raw(`t.${name(only.shown)}`)
    pairs.push(
      Prisma.sql`${only.shown}::text, CASE WHEN ${Prisma.raw(`t.${name(only.where)}`)} = ${who} THEN ${shown}::jsonb END`,
    )
  }
  const columns = key.map(([column]) => Prisma.raw(`t.${name(column)}`))
  const place = key.map(([, type], n) => Prisma.sql`${after?.[n] ?? ''}::text::${Prisma.raw(type)}`)
  const beyond =
    after && key.length > 0 ? Prisma.sql`AND (${Prisma.join(columns)}) > (${Prisma.join(place)})` : Prisma.empty
  const texts = columns.map((column) => Prisma.sql`${column}::text`)
  return Prisma.sql`
    SELECT ${key.length > 0 ? Prisma.sql`ARRAY[${Prisma.join(texts)}]` : Prisma.sql`ARRAY[]::text[]`} AS at,
      jsonb_build_object('you are', array_remove(ARRAY[${Prisma.join(are)}], NULL), ${Prisma.join(pairs)}) AS kept
    FROM ${Prisma.raw(name(kind.table))} t
    WHERE ${Prisma.raw(`t.${name(kind.owner ?? 'trust_id')}`)} = ${trustId}::uuid AND (${Prisma.join(about, ' OR ')}) ${beyond}
    ${key.length > 0 ? Prisma.sql`ORDER BY ${Prisma.join(columns)}` : Prisma.empty} LIMIT ${BATCH}`
}

/** A name of the closed list, quoted: one of them is a word of SQL. */
function name(column: string): string {
  return `"${column}"`
}
