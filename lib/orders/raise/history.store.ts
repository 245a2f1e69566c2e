import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { milli } from '#lib/values/packs.ts'
import { type PackHistory, usualInPacks } from './draft.rules.ts'

/** How many earlier orders of a medicine tell what is usual. */
const EARLIER_ORDERS = 12

type Asked = { amppId: string; vmpId: string; unitsMilli: number }

/**
 * What was bought before of some packs: whether this trust ever ordered the pack, and the usual quantity of the medicine
 * in this pack (the median of its last 12 ordered lines, whatever pack they were in). Counted are orders that were
 * submitted and neither rejected, returned nor cancelled, except these.
 */
export async function historyOf(
  tx: Tx,
  asked: readonly Asked[],
  exceptOrders: readonly string[],
): Promise<Map<string, PackHistory>> {
  if (asked.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ ampp_id: string; bought: boolean; usual_milli: number | null }[]>`
    SELECT a.ampp_id, coalesce(m.bought, false) OR EXISTS (
        SELECT FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        WHERE l.ampp_id = a.ampp_id AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
          AND o.id <> ALL (${[...exceptOrders]}::uuid[])) AS bought,
      m.usual_milli
    FROM unnest(${asked.map((one) => one.amppId)}::text[], ${asked.map((one) => one.vmpId)}::text[]) AS a (ampp_id, vmp_id)
    LEFT JOIN LATERAL (
      SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY e.units)::float8 AS usual_milli, bool_or(e.ampp_id = a.ampp_id) AS bought
      FROM (
        SELECT l.ampp_id, l.packs * l.units_milli AS units
        FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        WHERE l.vmp_id = a.vmp_id AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
          AND o.id <> ALL (${[...exceptOrders]}::uuid[])
        ORDER BY l.id DESC LIMIT ${EARLIER_ORDERS}
      ) AS e
    ) AS m ON true`
  const units = new Map(asked.map((one) => [one.amppId, one.unitsMilli]))
  return new Map(
    rows.map((row) => {
      const perPack = units.get(row.ampp_id)
      const usual = row.usual_milli === null || !perPack ? null : usualInPacks(milli(row.usual_milli), milli(perPack))
      return [row.ampp_id, { firstPurchase: !row.bought, usualPacks: usual }]
    }),
  )
}

/** Which of these packs the trust has ordered before, in an order other than these that still stands. */
export async function boughtBefore(
  tx: Tx,
  amppIds: readonly string[],
  exceptOrders: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ ampp_id: string }[]>`
    SELECT a.ampp_id FROM unnest(${[...amppIds]}::text[]) AS a (ampp_id)
    WHERE EXISTS (
      SELECT FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
      WHERE l.ampp_id = a.ampp_id AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
        AND o.id <> ALL (${[...exceptOrders]}::uuid[]))`
  return new Set(rows.map((row) => row.ampp_id))
}
