import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { type Milli, milli } from '#lib/values/packs.ts'
import { usualInPacks } from './draft.rules.ts'

/** How many earlier orders of a medicine tell what is usual. */
const EARLIER_ORDERS = 12

/**
 * The usual quantity of some packs: the median of the medicine's last 12 ordered lines, whatever pack they were in, in
 * packs of this one. Counted are orders that were submitted and still stand. A pack whose medicine was never ordered has
 * no entry.
 */
export async function usualQuantities(
  tx: Tx,
  asked: readonly { amppId: string; vmpId: string; unitsMilli: Milli }[],
): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map()
  const medicines = [...new Set(asked.map((one) => one.vmpId))]
  const rows = await tx.$queryRaw<{ vmp_id: string; usual_milli: bigint }[]>`
    SELECT a.vmp_id, m.usual_milli
    FROM unnest(${medicines}::text[]) AS a (vmp_id)
    CROSS JOIN LATERAL (
      SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY e.units) AS usual_milli
      FROM (
        SELECT l.packs * l.units_milli AS units
        FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        WHERE l.vmp_id = a.vmp_id AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
        ORDER BY l.id DESC LIMIT ${EARLIER_ORDERS}
      ) AS e
    ) AS m
    WHERE m.usual_milli IS NOT NULL`
  const usual = new Map(rows.map((row) => [row.vmp_id, milli(row.usual_milli)]))
  return new Map(
    asked.flatMap(({ amppId, vmpId, unitsMilli }) => {
      const units = usual.get(vmpId)
      return units === undefined ? [] : [[amppId, usualInPacks(units, unitsMilli)] as const]
    }),
  )
}
