import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import type { OrderOfDay } from './approval.rules.ts'

/**
 * The other orders to a supplier that were submitted on a London day and still stand, locked: until the transaction
 * ends nobody else can submit to this supplier on this day, so that two orders at once cannot both slip under a limit.
 * Who submits several orders in one transaction calls it in order of supplier id.
 */
export async function ordersOfDay(
  tx: Tx,
  act: Act,
  day: { supplierId: string; on: LocalDate; exceptOrderId: string },
): Promise<OrderOfDay[]> {
  const { trustId } = act.actor
  const name = `submit/${trustId}/${day.supplierId}/${day.on}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const rows = await tx.$queryRaw<{ number: string; gross: bigint; off_contract: bigint }[]>`
    SELECT o.number, o.gross, coalesce(sum(l.net + l.vat), 0)::bigint AS off_contract
    FROM purchase_order o
    LEFT JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id
      AND l.contract_state = 'OFF_CONTRACT' AND l.state = 'open'
    WHERE o.trust_id = ${trustId}::uuid AND o.supplier_id = ${day.supplierId}::uuid
      AND o.submitted_on = ${day.on}::date AND o.id <> ${day.exceptOrderId}::uuid
      AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
    GROUP BY o.trust_id, o.id ORDER BY o.id`
  return rows.map((row) => ({
    number: row.number,
    gross: pence(row.gross),
    offContract: pence(row.off_contract),
  }))
}
