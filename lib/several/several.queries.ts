import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type Hidden, hiddenBy, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import { hidesTotal } from '#lib/orders/order/sight.store.ts'
import { linesOfOrders } from '#lib/orders/raise/lines.store.ts'
import { missingOf, productOf } from '#lib/orders/raise/submit.rules.ts'
import { orderPage } from '#lib/orders/track/order-list.queries.ts'
import type { OrderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { SeveralFacts } from './several.rules.ts'
import { MOST_CHOSEN } from './several.schema.ts'

/** A chosen order: what its row says and what the acts look at. `gross` is null where the reader may not see it. */
export type ChosenOrder = SeveralFacts & {
  number: string
  status: OrderStatus
  version: number
  revision: number
  supplier: string
  gross: Pence | null
  hidden: Hidden | null
}

/** What is chosen: orders by number, or all that an address of the list matches. */
export type Scope = { numbers: readonly string[] } | { all: OrderListAddress }

/** The chosen orders in the order of the list; `more`: further ones match, which one act does not reach. */
export type Chosen = { orders: ChosenOrder[]; more: boolean }

/** Draft lines that are looked at for what they lack; beyond, submitting says it. */
const MOST_LINES = 3000

/** The chosen orders, at most 500. Numbers of nobody, or of another trust, are left out. */
export async function chosenOrders(actor: Actor, now: Date, scope: Scope): Promise<Chosen> {
  if (!may(actor, 'order.view')) return { orders: [], more: false }
  return withTrust(actor, async (tx) => {
    const { ids, more } = await idsOf(tx, actor, now, scope)
    return { orders: await factsOf(tx, actor, ids), more }
  })
}

/** How many orders match an address and what they come to, in pence; `hidden` of them have no total to add. */
export type Matching = { orders: number; more: boolean; total: Pence; hidden: number }

/** Counts what an address of the list matches, up to the most that one act reaches. */
export async function countMatching(actor: Actor, now: Date, address: OrderListAddress): Promise<Matching> {
  if (!may(actor, 'order.view')) return { orders: 0, more: false, total: pence(0), hidden: 0 }
  return withTrust(actor, async (tx) => {
    const { ids, more } = await idsOf(tx, actor, now, { all: address })
    const [sum] = await tx.$queryRaw<{ total: bigint; hidden: number }[]>`
      SELECT coalesce(sum(CASE WHEN ${hidesTotal(sightOf(actor))} THEN 0 ELSE o.gross END), 0)::bigint AS total,
        count(*) FILTER (WHERE ${hidesTotal(sightOf(actor))})::int AS hidden
      FROM purchase_order o WHERE o.trust_id = ${actor.trustId}::uuid AND o.id = ANY (${ids}::uuid[])`
    return { orders: ids.length, more, total: pence(sum?.total ?? 0n), hidden: sum?.hidden ?? 0 }
  })
}

async function idsOf(tx: Tx, actor: Actor, now: Date, scope: Scope): Promise<{ ids: string[]; more: boolean }> {
  if ('all' in scope) {
    const address = { ...scope.all, after: undefined, before: undefined }
    const { ids, after } = await orderPage(tx, { actor, now, size: MOST_CHOSEN }, address)
    return { ids, more: after !== null }
  }
  const numbers = [...new Set(scope.numbers)].slice(0, MOST_CHOSEN)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM unnest(${numbers}::text[]) WITH ORDINALITY AS wanted (number, place)
    JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.number = wanted.number ORDER BY wanted.place`
  return { ids: rows.map((row) => row.id), more: scope.numbers.length > MOST_CHOSEN }
}

type Row = {
  id: string
  number: string
  status: string
  version: number
  edit: number
  supplier_name: string
  gross: bigint
  hidden: boolean
  sent_at: Date | null
  sendings: string[]
  asked: boolean
  open_lines: SeveralFacts['lines'] | null
  line_count: number
}

async function factsOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ChosenOrder[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<Row[]>`
    SELECT o.id, o.number, o.status, o.version, o.edit, o.supplier_name, o.gross, ${hidesTotal(sightOf(actor))} AS hidden,
      o.sent_at, o.lines AS line_count,
      ARRAY(SELECT t.status FROM transmission t WHERE t.trust_id = o.trust_id AND t.order_id = o.id) AS sendings,
      EXISTS (SELECT FROM order_change c WHERE c.trust_id = o.trust_id AND c.order_id = o.id AND c.state = 'asked'
        AND c.kind = 'cancel_order') AS asked,
      CASE WHEN o.status NOT IN ('closed', 'cancelled', 'rejected') THEN (
        SELECT jsonb_agg(jsonb_build_object('id', l.id, 'packs', l.packs, 'received', l.received_packs,
          'closed', l.closed_packs, 'over', l.over_packs, 'asked', EXISTS (SELECT FROM order_change c
            WHERE c.trust_id = l.trust_id AND c.order_id = l.order_id AND c.order_line_id = l.id AND c.state = 'asked'))
          ORDER BY l.line_no)
        FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id) END AS open_lines
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.id = wanted.id
    ORDER BY wanted.place`
  const lacking = await incompleteOf(tx, rows)
  return rows.map((row) => ({
    number: row.number,
    status: orderStatus(row.status),
    version: row.version,
    revision: row.edit,
    supplier: row.supplier_name,
    gross: row.hidden ? null : pence(row.gross),
    hidden: row.hidden ? hiddenBy(sightOf(actor)) : null,
    wasSent: row.sent_at !== null,
    sendings: row.sendings,
    asked: row.asked,
    lines: row.open_lines ?? [],
    incomplete: lacking.get(row.id) ?? [],
  }))
}

/** What lines of drafts lack, by order; of as many drafts as the bound on lines allows. */
async function incompleteOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, SeveralFacts['incomplete']>> {
  const ids: string[] = []
  let lines = 0
  for (const row of rows) {
    if (row.status !== 'draft' && row.status !== 'returned') continue
    lines += row.line_count
    if (lines > MOST_LINES) break
    ids.push(row.id)
  }
  if (ids.length === 0) return new Map()
  const drafts = await linesOfOrders(tx, ids, { all: true })
  const lacking = drafts.flatMap((line) => {
    const missing = missingOf(line)
    return missing ? [{ orderId: line.orderId, product: productOf(line), missing }] : []
  })
  return new Map(
    [...Map.groupBy(lacking, (one) => one.orderId)].map(([id, found]) => [
      id,
      found.map(({ product, missing }) => ({ product, missing })),
    ]),
  )
}
