import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { PROMISED } from '#lib/orders/order/to-come.store.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import type { DeskCode, DeskExtra, DeskLine, DeskOrder, DeskProduct } from './desk.rules.ts'

/** Lines that a desk holds at most. */
export const MOST_LINES = 2000

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
    return {
      number: order.number,
      status: order.status,
      raisedBy: nameOf(people, order.raised_by),
      why: yours ? 'yours' : null,
      who: yours ? others.map((person) => person.name) : [],
      changing: order.status === 'awaiting_approval',
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
  hazardous: boolean
  marks: string[]
  unlicensed: boolean
  batch_required: boolean
  packs: number
  received_packs: number
  closed_packs: number
  over_packs: number
  due_on: Date | null
  proposed: boolean
  promised: number | null
}

/**
 * The lines of orders for a desk; those that were superseded or cancelled whole are left out. While a change waits for
 * approval (`packsHeldByChange`, told in SQL) the packs it hands on still come on the line the supplier has, and a
 * proposed line is shown only where it is for another pack.
 */
export async function linesOfOrders(tx: Tx, actor: Actor, orderIds: readonly string[]): Promise<FoundLine[]> {
  if (orderIds.length === 0) return []
  const rows = await tx.$queryRaw<LineRow[]>`
    SELECT l.id, o.number, l.line_no, l.ampp_id, l.vmp_id, l.product_name, l.brand, l.maker, l.pack_text, l.units_milli,
      l.cd_category, l.fridge, l.hazardous, l.marks, l.unlicensed, l.batch_required, l.packs, l.received_packs, l.over_packs, l.due_on,
      l.closed_packs - held.packs AS closed_packs, waits.change AND l.added_in_version = o.version AS proposed, ${PROMISED} AS promised
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    CROSS JOIN LATERAL (SELECT o.status = 'awaiting_approval' AND o.sent_at IS NOT NULL AS change) waits
    CROSS JOIN LATERAL (SELECT coalesce(max(greatest(0, l.superseded_packs
        - ceil(n.received_packs * n.units_milli::numeric / l.units_milli))), 0)::int AS packs
      FROM order_line n WHERE waits.change AND l.state = 'superseded' AND l.ended_in_version = o.version
        AND n.trust_id = l.trust_id AND n.order_id = l.order_id AND n.replaces_line_id = l.id
        AND n.added_in_version = o.version) held
    WHERE l.trust_id = ${actor.trustId}::uuid AND l.order_id = ANY (${[...orderIds]}::uuid[])
      AND (l.closed_packs - held.packs < l.packs OR l.received_packs > 0)
      AND NOT (waits.change AND l.added_in_version = o.version AND l.received_packs = 0 AND EXISTS (
        SELECT FROM order_line p WHERE p.trust_id = l.trust_id AND p.order_id = l.order_id
          AND p.id = l.replaces_line_id AND p.ampp_id = l.ampp_id))
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
    dueOn: row.due_on && storedDate(row.due_on),
    batchRequired: row.batch_required,
    proposed: row.proposed,
    promised: row.promised,
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
      hazardous: row.hazardous,
      marks: row.marks,
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
    const endedOn = row.ended_on && storedDate(row.ended_on)
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
