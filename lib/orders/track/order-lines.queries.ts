import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type Hidden, hiddenBy, seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { lineWords } from '#lib/orders/order/line-words.rules.ts'
import { type AnswerCode, lineProgress } from '#lib/orders/order/order.progress.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import type { WentBack } from '#lib/orders/order/went-back.rules.ts'
import { WENT_BACK } from '#lib/orders/order/went-back.store.ts'
import { type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type Pence, type Price, pence, price } from '#lib/values/money.ts'

/** A line of an order as files list it. Packs; amounts ex VAT, null where one of them is not shown. */
export type OrderLineRow = {
  id: string
  number: string
  lineNo: number
  status: OrderStatus
  supplier: string
  store: string
  costCentre: string
  raisedOn: LocalDate
  product: string
  brand: string
  maker: string
  packText: string
  amppId: string
  vmpId: string
  gtin: string | null
  supplierCode: string | null
  /** Its state as the order's page says it, and what stands beneath. */
  state: string
  about: string
  packs: number
  received: number
  closed: number
  outstanding: number
  dueOn: LocalDate | null
  contractState: string
  vatRate: number
  price: Price | null
  net: Pence | null
  vat: Pence | null
  hidden: Hidden | null
}

type Raw = Omit<OrderLineRow, 'status' | 'about' | 'raisedOn' | 'dueOn' | 'price' | 'net' | 'vat' | 'hidden'> & {
  sent: boolean
  reason: string
  over: number
  answer: { code: AnswerCode; packs: number; expectedOn: LocalDate | null; open: boolean } | null
  wentBack: WentBack[] | null
  status: string
  raised_at: Date
  due_on: string | null
  price: bigint
  net: bigint
  vat: bigint
  confidential: boolean
}

const COLUMNS = Prisma.sql`l.id, o.number, l.line_no AS "lineNo", o.status, o.supplier_name AS supplier, s.name AS store,
  c.code AS "costCentre", o.raised_at, l.product_name AS product, l.brand, l.maker, l.pack_text AS "packText", l.ampp_id AS "amppId",
  l.vmp_id AS "vmpId", l.gtin, l.supplier_code AS "supplierCode", l.state, l.packs, l.received_packs AS received,
  l.closed_packs AS closed, greatest(l.packs + l.over_packs - l.received_packs - l.closed_packs, 0) AS outstanding,
  l.due_on::text, l.contract_state AS "contractState", l.vat_rate AS "vatRate", l.price, l.net, l.vat, l.price_confidential AS confidential,
  o.sent_at IS NOT NULL AS sent, l.state_reason AS reason, l.over_packs AS over,
  (SELECT jsonb_build_object('code', k.code, 'packs', k.packs, 'expectedOn', k.expected_on, 'open', k.resolution = 'open')
    FROM acknowledgement_line k WHERE k.trust_id = l.trust_id AND k.order_line_id = l.id AND k.resolution <> 'superseded'
    ORDER BY k.id DESC LIMIT 1) AS answer, ${WENT_BACK} AS "wentBack"`
const FROM = Prisma.sql`JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
  JOIN cost_centre c ON c.trust_id = o.trust_id AND c.id = o.cost_centre_id`

/** The lines of these orders, in the order of the ids given. */
export async function linesOfOrders(
  tx: Tx,
  actor: Actor,
  now: Date,
  orderIds: readonly string[],
): Promise<OrderLineRow[]> {
  if (orderIds.length === 0) return []
  const rows = await tx.$queryRaw<Raw[]>`
    SELECT ${COLUMNS} FROM unnest(${[...orderIds]}::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.id = wanted.id
    JOIN order_line l ON l.trust_id = o.trust_id AND l.order_id = o.id ${FROM}
    ORDER BY wanted.place, l.line_no`
  return shown(actor, now, rows)
}

/** Lines on which a medicine was ordered, newest first, after one of them; drafts and superseded lines are left out. */
export async function linesOfMedicine(
  actor: Actor,
  asked: { now: Date; vmpId: string; after: string | undefined; size: number },
): Promise<{ rows: OrderLineRow[]; after: string | null }> {
  if (!may(actor, 'order.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const beyond = asked.after ? Prisma.sql`AND l.id < ${asked.after}::uuid` : Prisma.empty
    const rows = await tx.$queryRaw<Raw[]>`
      SELECT ${COLUMNS} FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id ${FROM}
      WHERE l.trust_id = ${actor.trustId}::uuid AND l.vmp_id = ${asked.vmpId} AND o.status <> 'draft'
        AND l.state <> 'superseded' ${beyond}
      ORDER BY l.id DESC LIMIT ${asked.size + 1}`
    const page = rows.slice(0, asked.size)
    return { rows: shown(actor, asked.now, page), after: rows.length > asked.size ? (page.at(-1)?.id ?? null) : null }
  })
}

/** The id of an order of the actor's trust by its number; null for any other. */
export async function orderIdOf(tx: Tx, actor: Actor, number: string): Promise<string | null> {
  const order = await tx.purchaseOrder.findFirst({ where: { trustId: actor.trustId, number }, select: { id: true } })
  return order?.id ?? null
}

function shown(actor: Actor, now: Date, rows: readonly Raw[]): OrderLineRow[] {
  const sight = sightOf(actor)
  const today = londonDate(now)
  return rows.map(({ raised_at, due_on, confidential, sent, reason, over, answer, wentBack, ...row }) => {
    const sees = seesLinePrice(sight, { priceConfidential: confidential })
    const dueOn = due_on === null ? null : localDate(due_on)
    const progress = lineProgress({ ...row, over, dueOn, answer }, today)
    const line = { ...row, sent, stateReason: reason, dueOn, progress, answer, wentBack: wentBack ?? [] }
    const said = lineWords(line)
    return {
      ...row,
      state: said.words,
      about: said.more,
      status: orderStatus(row.status),
      raisedOn: londonDate(raised_at),
      dueOn,
      price: sees ? price(row.price) : null,
      net: sees ? pence(row.net) : null,
      vat: sees ? pence(row.vat) : null,
      hidden: sees ? null : hiddenBy(sight),
    }
  })
}
