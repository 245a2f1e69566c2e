import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { OrderOfDay } from './approval.rules.ts'

/** Orders of a window that count as one commitment: to these suppliers, submitted on these London days. */
export type Window = { supplierIds: readonly string[]; begins: LocalDate; ends: LocalDate; except: readonly string[] }

/**
 * What the orders of a window that still stand come to, by supplier, with the packs that were kept beyond them; of the
 * orders excepted only what was kept beyond them. Nothing is locked.
 */
export async function committedWithin(
  tx: Tx,
  trustId: string,
  { supplierIds, begins, ends, except }: Window,
): Promise<Map<string, OrderOfDay[]>> {
  const rows = await tx.$queryRaw<{ supplier_id: string; number: string; gross: bigint; off_contract: bigint }[]>`
    SELECT o.supplier_id, o.number, o.kept_gross + CASE WHEN x.own THEN 0 ELSE o.gross END AS gross,
      o.kept_off_contract + CASE WHEN x.own THEN 0 ELSE coalesce(sum(l.net + l.vat), 0)::bigint END AS off_contract
    FROM purchase_order o
    CROSS JOIN LATERAL (SELECT o.id = ANY (${[...except]}::uuid[]) AS own) x
    LEFT JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id
      AND l.contract_state = 'OFF_CONTRACT' AND l.state = 'open'
    WHERE o.trust_id = ${trustId}::uuid AND o.supplier_id = ANY (${[...supplierIds]}::uuid[])
      AND o.submitted_on BETWEEN ${begins}::date AND ${ends}::date AND (NOT x.own OR o.kept_gross > 0)
      AND o.status IN ('awaiting_approval', 'approved', 'sent', 'closed')
    GROUP BY o.trust_id, o.id, x.own ORDER BY o.id`
  const found = new Map<string, OrderOfDay[]>()
  for (const row of rows) {
    const list = found.get(row.supplier_id) ?? []
    list.push({ number: row.number, gross: pence(row.gross), offContract: pence(row.off_contract) })
    found.set(row.supplier_id, list)
  }
  return found
}

/**
 * The other orders to a supplier that were submitted within the scheme's window up to a London day (`days`, that day
 * included) and still stand, locked: until the transaction ends nobody else can submit to this supplier, so that two
 * orders at once cannot both slip under a limit. What was kept beyond the excepted order is among them; without
 * `exceptOrderId` all of them are.
 * Who submits several orders in one transaction calls it in order of supplier id.
 */
export async function ordersOfDay(
  tx: Tx,
  act: Act,
  day: { supplierId: string; on: LocalDate; days: number; exceptOrderId?: string },
): Promise<OrderOfDay[]> {
  const { trustId } = act.actor
  const name = `submit/${trustId}/${day.supplierId}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const except = day.exceptOrderId === undefined ? [] : [day.exceptOrderId]
  const found = await committedWithin(tx, trustId, { supplierIds: [day.supplierId], ...windowAround(day), except })
  return found.get(day.supplierId) ?? []
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
