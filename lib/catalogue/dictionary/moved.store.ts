import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { followPointers } from './previous-ids.rules.ts'

type Owner = Pick<Actor, 'trustId'>

/**
 * Keeps where generic products (VMP) went whose ids a release no longer has: by its own pointers (VPIDPREV) first, then by the
 * file of earlier ids.
 */
export async function keepMoved(tx: Tx, { trustId }: Owner, releaseId: string, number: number): Promise<void> {
  const said = await tx.$queryRaw<{ previous: string; current: string }[]>`
    (SELECT e.body ->> 'VPIDPREV' AS previous, e.id AS current FROM dictionary_entry e
     WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'vmp' AND e.body ? 'VPIDPREV' AND e.since <= ${number}
       AND (e.until IS NULL OR e.until > ${number})
     ORDER BY 1, 2)
    UNION ALL
    (SELECT substr(e.id, 5), v ->> 'IDCURRENT' FROM dictionary_entry e CROSS JOIN LATERAL jsonb_array_elements(e.body -> 'VMP') v
     WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'history' AND e.id > 'VMP ' AND e.id < 'VMP!' AND e.since <= ${number}
       AND (e.until IS NULL OR e.until > ${number})
     ORDER BY 1, v ->> 'STARTDT' DESC, 2)`
  const live = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM dictionary_entry e
    WHERE e.owner_id = ${trustId}::uuid AND e.kind = 'vmp' AND e.since <= ${number} AND (e.until IS NULL OR e.until > ${number})
      AND coalesce(e.body ->> 'INVALID', '0') <> '1'`
  const moved = followPointers(said, new Set(live.map(({ id }) => id)))
  await tx.dictionaryMoved.deleteMany({ where: { ownerId: trustId, releaseId } })
  await tx.$executeRaw`
    INSERT INTO dictionary_moved (owner_id, release_id, previous_id, current_id)
    SELECT ${trustId}::uuid, ${releaseId}::uuid, m.previous, m.current
    FROM unnest(${[...moved.keys()]}::text[], ${[...moved.values()]}::text[]) AS m (previous, current)`
}
