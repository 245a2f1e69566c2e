import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { OrderOfDay } from './approval.rules.ts'

/**
 * The other orders to a supplier that were submitted within the scheme's window up to a London day (`days`, that day
 * included) and still stand, locked: until the transaction ends nobody else can submit to this supplier, so that two
 * orders at once cannot both slip under a limit.
 * Who submits several orders in one transaction calls it in order of supplier id.
 */
export async function ordersOfDay(
  tx: Tx,
  act: Act,
  day: { supplierId: string; on: LocalDate; days: number; exceptOrderId: string },
): Promise<OrderOfDay[]> {
  const { trustId } = act.actor
  const name = `submit/${trustId}/${day.supplierId}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const { begins, ends } = windowAround(day)
  const rows = await tx.$queryRaw<{ number: string; gross: bigint; off_contract: bigint }[]>`
    SELECT o.number, o.gross, coalesce(sum(l.net + l.vat), 0)::bigint AS off_contract
    FROM purchase_order o
    LEFT JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id
      AND l.contract_state = 'OFF_CONTRACT' AND l.state = 'open'
    WHERE o.trust_id = ${trustId}::uuid AND o.supplier_id = ${day.supplierId}::uuid
      AND o.submitted_on BETWEEN ${begins}::date AND ${ends}::date AND o.id <> ${day.exceptOrderId}::uuid
      AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
    GROUP BY o.trust_id, o.id ORDER BY o.id`
  return rows.map((row) => ({
    number: row.number,
    gross: pence(row.gross),
    offContract: pence(row.off_contract),
  }))
}

/** The days whose orders count as one commitment with an order of a day: so many before it and, where it is looked at again later, after it. */
export function windowAround({ on, days }: { on: LocalDate; days: number }): { begins: LocalDate; ends: LocalDate } {
  return { begins: addDays(on, 1 - days), ends: addDays(on, days - 1) }
}

/**
 * Lets the orders of a window that still wait count as one with an order that has just been asked for (`total`: the commitment
 * with it): an approver whose limit it now passes can no longer agree to any of them, so that splitting an order gains
 * nothing. It must be locked (`ordersOfDay`). What was decided already, or is being decided at this moment, stays
 * as it is; an order that is being changed reckons its own day when it gets the lock.
 */
export async function countTogether(
  tx: Tx,
  act: Act,
  order: { id: string; number: string; supplierId: string; on: LocalDate; days: number; total: Pence },
): Promise<void> {
  const { begins, ends } = windowAround(order)
  const raised = await tx.$queryRaw<{ id: string; version: number }[]>`
    UPDATE purchase_order SET day_total = ${order.total}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id IN (
      SELECT id FROM purchase_order
      WHERE trust_id = ${act.actor.trustId}::uuid AND supplier_id = ${order.supplierId}::uuid
        AND submitted_on BETWEEN ${begins}::date AND ${ends}::date AND id <> ${order.id}::uuid
        AND status = 'awaiting_approval' AND day_total < ${order.total}
      ORDER BY id FOR UPDATE SKIP LOCKED)
    RETURNING id, version`
  for (const { id, version } of raised) {
    const data = { version, dayTotal: order.total, with: order.number }
    audit(tx, { document: 'order', id, verb: 'COUNTED_TOGETHER', data })
  }
}
