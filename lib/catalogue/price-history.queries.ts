import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { datedMedicine } from '#lib/contracts/dated.queries.ts'
import { priceSteps } from '#lib/contracts/dated.rules.ts'
import { type PriceSight, seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addMonths, type LocalDate, localDate, londonDate, londonInstant, startOfMonth } from '#lib/values/dates.ts'
import { price, roundedDivision } from '#lib/values/money.ts'
import { historyStep, type PaidMonth, type PriceHistory } from './price-history.rules.ts'

/** How many months back and ahead the price of a medicine is told. */
export const MONTHS_BACK = 24
const MONTHS_AHEAD = 6

/** Lines that are looked at for what was paid: the newest. */
const MOST_LINES = 1000

/**
 * The price of one unit of a medicine over two years and half a year ahead: which contract was the first to use from day
 * to day, and what the trust paid on average each month. Needs `contract.view`; what was paid `order.view`, too. null
 * where the role has neither, or no pack of the medicine is known; a hub buys nothing and has none.
 */
export async function priceHistory(actor: Actor, vmpId: string, now: Date): Promise<PriceHistory | null> {
  if (actor.trustKind === 'hub' || !may(actor, 'catalogue.view') || !may(actor, 'contract.view')) return null
  const today = londonDate(now)
  const from = startOfMonth(addMonths(today, -MONTHS_BACK))
  const to = addMonths(today, MONTHS_AHEAD)
  return withTrust(actor, async (tx) => {
    const dated = await datedMedicine(tx, actor, { vmpId, from, on: today })
    const [first] = dated?.packs ?? []
    if (!dated || !first) return null
    const sight = sightOf(actor)
    const texts = new Map(dated.packs.map((pack) => [pack.amppId, pack.packText]))
    const packText = (amppId: string) => texts.get(amppId) ?? ''
    return {
      ...{ from, today, to, unitName: first.unitName },
      steps: priceSteps(dated, from, to).map((step) => historyStep(step, { sight, packText })),
      paid: may(actor, 'order.view') ? await paidByMonth(tx, actor, { vmpId, from, sight }) : [],
    }
  })
}

async function paidByMonth(
  tx: Tx,
  actor: Actor,
  { vmpId, from, sight }: { vmpId: string; from: LocalDate; sight: PriceSight },
): Promise<PaidMonth[]> {
  const rows = await tx.$queryRaw<
    { month: string; lines: number; units: bigint; paid: bigint; confidential: boolean }[]
  >`
    WITH newest AS MATERIALIZED (
      SELECT l.trust_id, l.order_id, l.packs, l.units_milli, l.price, l.price_confidential FROM order_line l
      WHERE l.trust_id = ${actor.trustId}::uuid AND l.vmp_id = ${vmpId} AND l.state IN ('open', 'short_closed')
      ORDER BY l.id DESC LIMIT ${MOST_LINES}
    )
    SELECT date_trunc('month', o.approved_at AT TIME ZONE 'Europe/London')::date::text AS month, count(*)::int AS lines,
      sum(n.packs * n.units_milli)::bigint AS units, sum(n.packs * n.price)::bigint AS paid,
      bool_or(n.price_confidential) AS confidential
    FROM newest n JOIN purchase_order o ON o.trust_id = n.trust_id AND o.id = n.order_id
    WHERE o.approved_at >= ${londonInstant(from)}::timestamptz AND o.status IN ('approved', 'sent', 'closed')
    GROUP BY 1 ORDER BY 1`
  return rows.map((row) => ({
    month: localDate(row.month),
    lines: row.lines,
    unitsMilli: Number(row.units),
    each: seesLinePrice(sight, { priceConfidential: row.confidential })
      ? price(roundedDivision(row.paid * 1000n, row.units))
      : null,
  }))
}
