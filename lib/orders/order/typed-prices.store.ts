import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { londonDate } from '#lib/values/dates.ts'

/** What filing needs to know of an order: whom its prices are of, and who submitted them. */
export type TypedOrder = { supplierId: string; submittedBy: string | null }

/** What filing needs to know of a line. */
export type PricedLine = { amppId: string; price: bigint | number; priceBasis: string; priceSource: string }

/**
 * Puts the prices that were typed on an order on file with their source and who submitted them, so that they need not
 * be typed again: from today until the day before the next one that is on file already. Called in the transaction in
 * which the order passes or gets its last approval, never before. A price that is on file today stays as it is.
 */
export async function fileTypedPrices(
  tx: Tx,
  act: Act,
  order: TypedOrder,
  lines: readonly PricedLine[],
): Promise<void> {
  const typed = new Map(lines.filter((line) => line.priceBasis === 'typed').map((line) => [line.amppId, line]))
  if (typed.size === 0) return
  const on = londonDate(act.now)
  const { trustId } = act.actor
  const { supplierId } = order
  // in order of pack, so that two orders approved at once never wait for each other crosswise
  const rows = [...typed.keys()].sort().flatMap((amppId) => {
    const line = typed.get(amppId)
    return line ? [{ id: act.newId(), ampp_id: amppId, price: Number(line.price), source: line.priceSource }] : []
  })
  await tx.$executeRaw`
    INSERT INTO supplier_price (trust_id, id, supplier_id, ampp_id, price, source, valid_from, valid_to, entered_by, entered_at)
    SELECT ${trustId}::uuid, t.id, ${supplierId}::uuid, t.ampp_id, t.price, t.source, ${on}::date,
      coalesce((SELECT min(p.valid_from) - 1 FROM supplier_price p
        WHERE p.supplier_id = ${supplierId}::uuid AND p.ampp_id = t.ampp_id AND NOT p.withdrawn
          AND p.valid_from > ${on}::date), '9999-12-31'),
      ${order.submittedBy}::uuid, ${act.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (id uuid, ampp_id text, price bigint, source text)
    ON CONFLICT DO NOTHING`
}
