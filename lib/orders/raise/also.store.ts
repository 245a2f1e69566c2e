import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { TO_COME } from '#lib/orders/order/to-come.store.ts'
import { addDays, londonDate, londonInstant } from '#lib/values/dates.ts'
import type { AlsoOn } from './view.rules.ts'

/** Days for which a submitted order that has not come is worth a word on a new line of the same medicine. */
const DAYS = 7
/** Newest lines of a medicine that are looked at, and orders that are named. */
const DEPTH = 30
const NAMED = 3

/**
 * Which other orders hold the same medicines: drafts that stand open elsewhere, and orders of the last days of which
 * something has still to come, each with what the supplier still promises, as stock on order counts it. By VMP id; reads the newest lines of each medicine only.
 */
export async function alsoOnOrders(
  tx: Tx,
  asked: { trustId: string; padId: string; vmpIds: readonly string[]; now: Date },
): Promise<Map<string, AlsoOn[]>> {
  const vmpIds = [...new Set(asked.vmpIds)]
  if (vmpIds.length === 0) return new Map()
  const since = londonInstant(addDays(londonDate(asked.now), -DAYS))
  const rows = await tx.$queryRaw<(AlsoOn & { vmpId: string })[]>`
    SELECT v.vmp_id AS "vmpId", x.number, x.draft, x.awaiting, x.packs, x.ordered, x.pack_text AS "packText", x.store
    FROM unnest(${vmpIds}::text[]) AS v (vmp_id)
    CROSS JOIN LATERAL (
      SELECT o.number, o.status IN ('draft', 'returned') AS draft, o.status = 'awaiting_approval' AS awaiting,
        l.to_come AS packs, l.packs AS ordered, l.pack_text, l.id,
        CASE WHEN o.store_id IS DISTINCT FROM (SELECT p.store_id FROM order_pad p
          WHERE p.trust_id = ${asked.trustId}::uuid AND p.id = ${asked.padId}::uuid) THEN s.name END AS store
      FROM (SELECT l.id, l.order_id, l.packs, l.pack_text, ${TO_COME}::int AS to_come FROM order_line l
        WHERE l.trust_id = ${asked.trustId}::uuid AND l.vmp_id = v.vmp_id AND l.state = 'open'
          AND l.received_packs + l.closed_packs < l.packs + l.over_packs
        ORDER BY l.id DESC LIMIT ${DEPTH}) l
      JOIN purchase_order o ON o.trust_id = ${asked.trustId}::uuid AND o.id = l.order_id
      JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
      WHERE o.pad_id IS DISTINCT FROM ${asked.padId}::uuid AND (o.status IN ('draft', 'returned')
        OR (o.status IN ('awaiting_approval', 'approved', 'sent') AND o.submitted_at >= ${since}))
      ORDER BY l.id DESC LIMIT ${NAMED}
    ) x ORDER BY v.vmp_id, x.id DESC`
  return new Map(
    [...Map.groupBy(rows, (row) => row.vmpId)].map(([vmpId, found]) => [
      vmpId,
      found.map(({ vmpId: _vmpId, ...one }) => one),
    ]),
  )
}
