import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import { Prisma } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { AT_SUPPLIER } from '#lib/orders/order/at-supplier.store.ts'
import { TO_COME } from '#lib/orders/order/to-come.store.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'

/** Lines that are looked at for what is expected: what is due first is among them, whatever was left open for years. */
const DEPTH = 5000
/** Suppliers and stores that are shown. */
const MOST = 100

/** What one supplier is to bring to one store: lines and packs still to come, what they said will not come left out. */
export type ExpectedDelivery = {
  supplierId: string
  supplier: string
  storeId: string
  store: string
  site: string
  cupboard: boolean
  /** Lines due today or before; 0 = everything comes later. */
  due: number
  /** Of these, due before today. */
  late: number
  lines: number
  packs: number
  orders: number
  /** Of these orders, those that the actor raised, submitted or changed: somebody else books them in. */
  own: number
  firstDue: LocalDate | null
  /** Names of the fridge lines and of the controlled drugs among them, a few of each. */
  fridge: string[]
  controlled: string[]
}

type ExpectedRow = {
  supplier_id: string
  supplier: string
  store_id: string
  store: string
  site: string
  kind: string
  due: number
  late: number
  lines: number
  packs: number
  orders: number
  own: number
  first_due: Date | null
  fridge: string[] | null
  controlled: string[] | null
}

/**
 * What is expected, by supplier and store: due today or before first, then what comes later, earliest first. Who books in at
 * some sites only is shown what comes to them.
 */
export async function expectedDeliveries(actor: Actor, now: Date): Promise<ExpectedDelivery[]> {
  if (!may(actor, 'delivery.view')) return []
  const today = Prisma.sql`${londonDate(now)}::date`
  const person = Prisma.sql`${actor.personId}::uuid`
  const rows = await withTrust(actor, async (tx) => {
    const own = may(actor, 'order.receive') ? await storesFor(tx, actor, 'order.receive') : null
    return tx.$queryRaw<ExpectedRow[]>`
      WITH open AS MATERIALIZED (
        SELECT l.trust_id, l.order_id, l.due_on, l.product_name, l.pack_text, l.fridge, l.cd_category, ${TO_COME} AS to_come
        FROM order_line l
        WHERE l.trust_id = ${actor.trustId}::uuid AND l.received_packs + l.closed_packs < l.packs + l.over_packs
        ORDER BY l.due_on LIMIT ${DEPTH}
      )
      SELECT o.supplier_id, coalesce(min(p.name), min(o.supplier_name)) AS supplier, o.store_id, s.name AS store, i.name AS site, s.kind,
        count(*) FILTER (WHERE l.due_on IS NULL OR l.due_on <= ${today})::int AS due,
        count(*) FILTER (WHERE l.due_on < ${today})::int AS late,
        count(*)::int AS lines, sum(l.to_come)::int AS packs, count(DISTINCT o.id)::int AS orders,
        count(DISTINCT o.id) FILTER (WHERE ${person} IN (o.raised_by, o.submitted_by) OR ${person} = ANY (o.changers))::int AS own, min(l.due_on) AS first_due,
        (array_agg(DISTINCT l.product_name || ', ' || l.pack_text) FILTER (WHERE l.fridge))[1:4] AS fridge,
        (array_agg(DISTINCT l.product_name || ', ' || l.pack_text) FILTER (WHERE l.cd_category <> '0000'))[1:4] AS controlled
      FROM open l
      JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id AND ${AT_SUPPLIER}
      JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
      JOIN site i ON i.trust_id = s.trust_id AND i.id = s.site_id
      LEFT JOIN supplier p ON p.id = o.supplier_id
      WHERE l.to_come > 0 AND (${own}::uuid[] IS NULL OR o.store_id = ANY (${own}::uuid[]))
      GROUP BY o.supplier_id, o.store_id, s.name, i.name, s.kind
      ORDER BY count(*) FILTER (WHERE l.due_on IS NULL OR l.due_on <= ${today}) = 0, min(l.due_on), supplier, store
      LIMIT ${MOST}`
  })
  return rows.map((row) => ({
    supplierId: row.supplier_id,
    supplier: row.supplier,
    storeId: row.store_id,
    store: row.store,
    site: row.site,
    cupboard: row.kind === 'cd_cupboard',
    due: row.due,
    late: row.late,
    lines: row.lines,
    packs: row.packs,
    orders: row.orders,
    own: row.own,
    firstDue: row.first_due && storedDate(row.first_due),
    fridge: row.fridge ?? [],
    controlled: row.controlled ?? [],
  }))
}

/** Packs beyond an order that somebody has to decide on. */
export type OpenOverDelivery = {
  id: string
  receiptNumber: string
  supplier: string
  product: string
  packText: string
  packs: number
  ordered: number
  orderNumber: string
  foundAt: Date
  foundBy: string
  /** The actor counted them, so somebody else decides. */
  mine: boolean
}

/** Over-deliveries that wait for a decision, oldest first, a hundred at most. */
export async function openOverDeliveries(actor: Actor): Promise<OpenOverDelivery[]> {
  if (!may(actor, 'delivery.view')) return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.overDelivery.findMany({
      where: { trustId: actor.trustId, decision: null },
      orderBy: { id: 'asc' },
      take: MOST,
      include: {
        receiptLine: { include: { receipt: { select: { number: true, supplierName: true } } } },
        orderLine: { include: { order: { select: { number: true } } } },
      },
    })
    const people = await peopleOfTrust(tx)
    return rows.map((row) => ({
      id: row.id,
      receiptNumber: row.receiptLine.receipt.number,
      supplier: row.receiptLine.receipt.supplierName,
      product: row.orderLine.productName,
      packText: row.orderLine.packText,
      packs: row.packs,
      ordered: row.orderLine.packs,
      orderNumber: row.orderLine.order.number,
      foundAt: row.foundAt,
      foundBy: nameOf(people, row.foundBy),
      mine: row.foundBy === actor.personId,
    }))
  })
}
