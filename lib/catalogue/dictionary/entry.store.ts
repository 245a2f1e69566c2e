import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PartKind } from './format.rules.ts'
import { FIELD, ROW } from './read/part-entries.ts'

type Owner = Pick<Actor, 'trustId'>

/** What is known of a kind: rows of hash and id, as `PartEntries.known` takes them. */
export async function knownEntries(tx: Tx, actor: Owner, kind: PartKind): Promise<string> {
  const [found] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT string_agg(e.hash || e.id, ${ROW}) AS rows FROM dictionary_entry e
    WHERE e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.until IS NULL`
  return found?.rows ?? ''
}

/**
 * Keeps what a release says of some concepts (`rows` of id, hash and body): only where it differs from what stands from an
 * earlier release, which ends with it. The same again changes nothing.
 */
export async function keepEntries(
  tx: Tx,
  actor: Owner,
  kind: PartKind,
  number: number,
  rows: Uint8Array,
): Promise<void> {
  await tx.$executeRaw`
    WITH r AS MATERIALIZED (
      SELECT split_part(x, ${FIELD}, 1) AS id, split_part(x, ${FIELD}, 2) AS hash, split_part(x, ${FIELD}, 3)::jsonb AS body
      FROM string_to_table(${rows}::text, ${ROW}) AS x),
    there AS MATERIALIZED (
      SELECT e.id, e.since, e.body = r.body AS same FROM r
      JOIN dictionary_entry e ON e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = r.id AND e.until IS NULL),
    ended AS (
      UPDATE dictionary_entry e SET until = ${number} FROM there t
      WHERE NOT t.same AND t.since < ${number} AND e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = t.id
        AND e.since = t.since)
    INSERT INTO dictionary_entry (owner_id, kind, id, since, body, hash)
    SELECT ${actor.trustId}::uuid, ${kind}, r.id, ${number}, r.body, r.hash FROM r
    WHERE NOT EXISTS (SELECT FROM there t WHERE t.id = r.id AND (t.same OR t.since = ${number}))`
}

/** Ends what an earlier release had of a kind and this one has no more. */
export async function endEntries(
  tx: Tx,
  actor: Owner,
  kind: PartKind,
  number: number,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    UPDATE dictionary_entry e SET until = ${number} FROM string_to_table(${ids.join(ROW)}, ${ROW}) AS g (id)
    WHERE e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = g.id AND e.until IS NULL AND e.since < ${number}`
}

/** Whether a release says anything else than the one before it: false where every entry stood so already. */
export async function saysNews(tx: Tx, actor: Owner, number: number): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    (SELECT 1 AS one FROM dictionary_entry WHERE owner_id = ${actor.trustId}::uuid AND until = ${number} LIMIT 1)
    UNION ALL
    (SELECT 1 FROM dictionary_entry WHERE owner_id = ${actor.trustId}::uuid AND since = ${number} LIMIT 1)
    LIMIT 1`
  return found.length > 0
}
