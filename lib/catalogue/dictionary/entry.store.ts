import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { PartKind } from './format.rules.ts'

type Owner = Pick<Actor, 'trustId'>

/**
 * Keeps what a release says of some concepts (`entries`: a JSON list of { id, body }): only where it differs from what stands
 * from an earlier release, which ends with it. The same again changes nothing.
 */
export async function keepEntries(
  tx: Tx,
  actor: Owner,
  kind: PartKind,
  number: number,
  entries: string,
): Promise<void> {
  await tx.$executeRaw`
    WITH r AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${entries}::jsonb) AS r (id text, body jsonb)),
    there AS MATERIALIZED (
      SELECT e.id, e.since, e.body = r.body AS same FROM r
      JOIN dictionary_entry e ON e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = r.id AND e.until IS NULL),
    ended AS (
      UPDATE dictionary_entry e SET until = ${number} FROM there t
      WHERE NOT t.same AND t.since < ${number} AND e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = t.id
        AND e.since = t.since)
    INSERT INTO dictionary_entry (owner_id, kind, id, since, body)
    SELECT ${actor.trustId}::uuid, ${kind}, r.id, ${number}, r.body FROM r
    WHERE NOT EXISTS (SELECT FROM there t WHERE t.id = r.id AND (t.same OR t.since = ${number}))`
}

/** Ends what an earlier release had of a kind and this one has no more (`ids`: all it has, as a JSON list). */
export async function endMissing(tx: Tx, actor: Owner, kind: PartKind, number: number, ids: string): Promise<void> {
  if (!(await hasEarlier(tx, actor, kind, number))) return
  await tx.$executeRaw`
    WITH said AS MATERIALIZED (SELECT s.id FROM jsonb_array_elements_text(${ids}::jsonb) AS s (id)),
    gone AS MATERIALIZED (
      SELECT e.id, e.since FROM dictionary_entry e
      WHERE e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.until IS NULL AND e.since < ${number}
        AND e.id NOT IN (SELECT s.id FROM said s))
    UPDATE dictionary_entry e SET until = ${number} FROM gone g
    WHERE e.owner_id = ${actor.trustId}::uuid AND e.kind = ${kind} AND e.id = g.id AND e.since = g.since`
}

async function hasEarlier(tx: Tx, actor: Owner, kind: PartKind, number: number): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS one FROM dictionary_entry
    WHERE owner_id = ${actor.trustId}::uuid AND kind = ${kind} AND since < ${number} LIMIT 1`
  return found.length > 0
}

/** Whether a release says anything else than the one before it: false where every entry stood so already. */
export async function saysNews(tx: Tx, actor: Owner, number: number): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    (SELECT 1 AS one FROM dictionary_entry WHERE owner_id = ${actor.trustId}::uuid AND since = ${number} LIMIT 1)
    UNION ALL
    (SELECT 1 FROM dictionary_entry WHERE owner_id = ${actor.trustId}::uuid AND until = ${number} LIMIT 1)`
  return found.length > 0
}
