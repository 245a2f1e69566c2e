import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, localDate, londonDate, londonInstant } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { Desk, DeskCode, DeskExtra, DeskLine, DeskOrder, DeskProduct } from './desk.rules.ts'

/** Orders and lines that a desk holds at most. */
const MOST_ORDERS = 400
const MOST_LINES = 2000

/** Statuses of orders that the supplier has: sent, or being changed after that. */
const WITH_SUPPLIER = ['sent', 'awaiting_approval', 'returned', 'approved']

/**
 * Everything goods-in needs to book in what a supplier brings to a store, over all orders that are with the supplier:
 * lines, packs with their barcodes (those no longer in use with their last day), who may not book what in and who may.
 * Null = no such supplier or store in this trust. Needs `order.receive`.
 */
export async function deliveryDesk(
  actor: Actor,
  now: Date,
  asked: { supplierId: string; storeId: string },
): Promise<Desk | null> {
  if (!may(actor, 'order.receive') || !isUuid(asked.supplierId) || !isUuid(asked.storeId)) return null
  return withTrust(actor, async (tx) => {
    const supplier = await tx.supplier.findFirst({ where: { id: asked.supplierId }, select: { id: true, name: true } })
    const store = await tx.store.findFirst({
      where: { trustId: actor.trustId, id: asked.storeId },
      include: { site: { select: { name: true } } },
    })
    if (!supplier || !store) return null
    const today = londonDate(now)
    const settings = await settingsOfTrust(tx)
    const account = await tx.supplierAccount.findFirst({
      where: { trustId: actor.trustId, supplierId: supplier.id },
      select: { shelfLifeDays: true },
    })
    const orders = await tx.$queryRaw<OrderRow[]>`
      SELECT ${ORDER_COLUMNS} FROM purchase_order o
      WHERE o.trust_id = ${actor.trustId}::uuid AND o.status = ANY (${WITH_SUPPLIER}::text[]) AND o.sent_at IS NOT NULL
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

/** An order as a desk looks at it. */
export type OrderRow = {
  id: string
  number: string
  status: string
  raised_by: string
  submitted_by: string | null
  changers: string[]
}

/** The columns of an order `o` for a desk. */
export const ORDER_COLUMNS = Prisma.sql`o.id, o.number, o.status, o.raised_by, o.submitted_by, o.changers`

/** Orders for a desk: whether this person may book them in, and who may where it is their own. */
export function deskOrders(actor: Actor, orders: readonly OrderRow[], people: Map<string, TrustPerson>): DeskOrder[] {
  return orders.map((order) => {
    const raisers = [order.raised_by, order.submitted_by, ...order.changers]
    const yours = raisers.includes(actor.personId)
    const others = [...people.values()].filter(
      (person) => !person.former && may(person, 'order.receive') && !raisers.includes(person.id),
    )
    const beingChanged = order.status !== 'sent' && order.status !== 'closed'
    return {
      number: order.number,
      status: order.status,
      raisedBy: nameOf(people, order.raised_by),
      why: yours ? 'yours' : beingChanged ? 'being_changed' : null,
      who: yours ? others.map((person) => person.name) : [],
    }
  })
}

type FoundLine = DeskLine & { product: Omit<DeskProduct, 'codes' | 'usedPerDay'> }

type LineRow = {
  id: string
  number: string
  line_no: number
  ampp_id: string
  vmp_id: string
  product_name: string
  brand: string
  maker: string
  pack_text: string
  units_milli: bigint
  cd_category: string
  fridge: boolean
  unlicensed: boolean
  batch_required: boolean
  packs: number
  received_packs: number
  closed_packs: number
  over_packs: number
  due_on: Date | null
}

/** The lines of orders for a desk; those that were superseded or cancelled whole are left out. */
export async function linesOfOrders(tx: Tx, actor: Actor, orderIds: readonly string[]): Promise<FoundLine[]> {
  if (orderIds.length === 0) return []
  const rows = await tx.$queryRaw<LineRow[]>`
    SELECT l.id, o.number, l.line_no, l.ampp_id, l.vmp_id, l.product_name, l.brand, l.maker, l.pack_text, l.units_milli,
      l.cd_category, l.fridge, l.unlicensed, l.batch_required, l.packs, l.received_packs, l.closed_packs, l.over_packs, l.due_on
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE l.trust_id = ${actor.trustId}::uuid AND l.order_id = ANY (${[...orderIds]}::uuid[])
      AND (l.closed_packs < l.packs OR l.received_packs > 0)
    ORDER BY l.due_on, l.order_id, l.line_no LIMIT ${MOST_LINES + 1}`
  return rows.map((row) => ({
    id: row.id,
    orderNumber: row.number,
    lineNo: row.line_no,
    amppId: row.ampp_id,
    packs: row.packs,
    received: row.received_packs,
    closed: row.closed_packs,
    over: row.over_packs,
    dueOn: row.due_on ? localDate(row.due_on.toISOString().slice(0, 10)) : null,
    batchRequired: row.batch_required,
    product: {
      amppId: row.ampp_id,
      vmpId: row.vmp_id,
      name: row.product_name,
      brand: row.brand,
      maker: row.maker,
      packText: row.pack_text,
      unitsMilli: Number(row.units_milli),
      cdCategory: row.cd_category,
      fridge: row.fridge,
      unlicensed: row.unlicensed,
    },
  }))
}

/** The products of lines with their codes, ended ones too, and their daily usage in the store. */
export async function productsOf(
  tx: Tx,
  lines: readonly FoundLine[],
  at: { today: LocalDate; storeId: string; supplierId: string },
): Promise<DeskProduct[]> {
  const products = new Map(lines.map((line) => [line.amppId, line.product]))
  if (products.size === 0) return []
  const rows = await tx.$queryRaw<{ ampp_id: string; kind: DeskCode['kind']; code: string; ended_on: Date | null }[]>`
    SELECT c.ampp_id, c.kind, c.code,
      CASE WHEN max(c.valid_to) < ${at.today}::date THEN max(c.valid_to) END AS ended_on FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND c.ampp_id = ANY (${[...products.keys()]}::text[])
      AND c.valid_from <= ${at.today}::date
      AND (c.kind <> 'SUPPLIER' OR c.supplier_id IS NULL OR c.supplier_id = ${at.supplierId}::uuid)
    GROUP BY c.ampp_id, c.kind, c.code`
  const codes = new Map<string, DeskCode[]>()
  for (const row of rows) {
    const endedOn = row.ended_on ? localDate(row.ended_on.toISOString().slice(0, 10)) : null
    const code = { kind: row.kind, code: row.code, endedOn }
    codes.set(row.ampp_id, [...(codes.get(row.ampp_id) ?? []), code])
  }
  const vmpIds = [...products.values()].map((product) => product.vmpId)
  const stock = await stockPicture(tx, { vmpIds, storeId: at.storeId, on: at.today })
  return [...products.values()].map((product) => ({
    ...product,
    codes: codes.get(product.amppId) ?? [],
    usedPerDay: stock.get(product.vmpId)?.usagePerDay ?? 0,
  }))
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

/** Extra orders and lines in the shape of a desk, for what was looked up besides. */
export async function extraOf(
  tx: Tx,
  actor: Actor,
  orders: readonly OrderRow[],
  amppId: string,
  at: { today: LocalDate; storeId: string; supplierId: string },
): Promise<DeskExtra> {
  const all = await linesOfOrders(
    tx,
    actor,
    orders.map((order) => order.id),
  )
  const lines = all.filter((line) => line.amppId === amppId)
  return {
    orders: deskOrders(actor, orders, await peopleOfTrust(tx)),
    products: await productsOf(tx, lines, at),
    lines: lines.map(({ product: _product, ...line }) => line),
  }
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
