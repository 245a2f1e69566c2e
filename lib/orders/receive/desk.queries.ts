import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { AT_SUPPLIER } from '#lib/orders/order/at-supplier.store.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { londonDate, londonInstant } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { Desk } from './desk.rules.ts'
import {
  deskOrders,
  linesOfOrders,
  MOST_LINES,
  ORDER_COLUMNS,
  type OrderRow,
  productsOf,
} from './desk-lines.queries.ts'

/** Orders that a desk holds at most. */
const MOST_ORDERS = 400

/**
 * Everything goods-in needs to book in what a supplier brings to a store, over all orders that are with the supplier:
 * lines, packs with their barcodes (those no longer in use with their last day), who may not book what in and who may.
 * Null = no such supplier or store in this trust, or a store where the actor does not book in. Without a store it is the one that the newest order this supplier has is for.
 * Needs `order.receive`.
 */
export async function deliveryDesk(
  actor: Actor,
  now: Date,
  asked: { supplierId: string; storeId: string | null },
): Promise<Desk | null> {
  if (!may(actor, 'order.receive') || !isUuid(asked.supplierId)) return null
  if (asked.storeId !== null && !isUuid(asked.storeId)) return null
  return withTrust(actor, async (tx) => {
    const supplier = await tx.supplier.findFirst({ where: { id: asked.supplierId }, select: { id: true, name: true } })
    const store = await tx.store.findFirst({
      where: { trustId: actor.trustId, id: asked.storeId ?? (await usualStore(tx, actor, asked.supplierId)) },
      include: { site: { select: { name: true } } },
    })
    if (!supplier || !store) return null
    const own = await storesFor(tx, actor, 'order.receive')
    if (own !== null && !own.includes(store.id)) return null
    const today = londonDate(now)
    const settings = await settingsOfTrust(tx)
    const account = await tx.supplierAccount.findFirst({
      where: { trustId: actor.trustId, supplierId: supplier.id },
      select: { shelfLifeDays: true },
    })
    const orders = await tx.$queryRaw<OrderRow[]>`
      SELECT ${ORDER_COLUMNS} FROM purchase_order o
      WHERE o.trust_id = ${actor.trustId}::uuid AND ${AT_SUPPLIER}
        AND o.supplier_id = ${supplier.id}::uuid AND o.store_id = ${store.id}::uuid
      ORDER BY o.id LIMIT ${MOST_ORDERS + 1}`
    const shown = orders.slice(0, MOST_ORDERS)
    const lines = await linesOfOrders(
      tx,
      actor,
      shown.map((order) => order.id),
    )
    const kept = lines.slice(0, MOST_LINES)
    return {
      trustId: actor.trustId,
      receiver: actor.personId ?? '',
      supplier,
      store: { id: store.id, name: store.name, site: store.site.name, cupboard: store.kind === 'cd_cupboard' },
      terms: { today, fridge: settings.fridge, shelfLifeDays: account?.shelfLifeDays ?? 180 },
      orders: deskOrders(actor, shown, await peopleOfTrust(tx)),
      products: await productsOf(tx, kept, { today, storeId: store.id, supplierId: supplier.id }),
      lines: kept.map(({ product: _product, ...line }) => line),
      bookedToday: await bookedToday(tx, actor, now, { supplierId: supplier.id, storeId: store.id }),
      more: orders.length > MOST_ORDERS || lines.length > MOST_LINES,
    }
  })
}

/** The store of a supplier's newest order, else the first one in use; an id of none where the trust has no store. */
async function usualStore(tx: Tx, actor: Actor, supplierId: string): Promise<string> {
  const order = await tx.purchaseOrder.findFirst({
    where: {
      ...{ trustId: actor.trustId, supplierId, sentAt: { not: null } },
      status: { in: ['sent', 'awaiting_approval', 'approved'] },
    },
    orderBy: { id: 'desc' },
    select: { storeId: true },
  })
  if (order) return order.storeId
  const store = await tx.store.findFirst({
    where: { trustId: actor.trustId },
    orderBy: [{ kind: 'desc' }, { name: 'asc' }],
    select: { id: true },
  })
  return store?.id ?? actor.trustId
}

/** Lines of which something was booked in today from this supplier into this store, and not taken back. */
async function bookedToday(
  tx: Tx,
  actor: Actor,
  now: Date,
  at: { supplierId: string; storeId: string },
): Promise<string[]> {
  const from = londonInstant(londonDate(now))
  const rows = await tx.$queryRaw<{ order_line_id: string }[]>`
    SELECT DISTINCT l.order_line_id FROM receipt r
    JOIN receipt_line l ON l.trust_id = r.trust_id AND l.receipt_id = r.id
    WHERE r.trust_id = ${actor.trustId}::uuid AND r.id >= ${earliestId(from)}::uuid AND r.received_at >= ${from}
      AND r.supplier_id = ${at.supplierId}::uuid AND r.store_id = ${at.storeId}::uuid AND r.reverses_id IS NULL
      AND NOT EXISTS (SELECT FROM receipt v WHERE v.trust_id = r.trust_id AND v.reverses_id = r.id)`
  return rows.map((row) => row.order_line_id)
}

/** The smallest id that can have been given at an instant: ids grow with time, so the newest are found by them. */
function earliestId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** The desk at which an order is booked in; null for no such order of this trust. Needs `order.receive`. */
export async function deskOfOrder(
  actor: Actor,
  number: string,
): Promise<{ number: string; supplierId: string; storeId: string } | null> {
  if (!may(actor, 'order.receive')) return null
  const order = await withTrust(actor, (tx) =>
    tx.purchaseOrder.findFirst({
      where: { trustId: actor.trustId, number },
      select: { number: true, supplierId: true, storeId: true },
    }),
  )
  return order
}
