import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type Hidden, hiddenBy, type PriceSight, sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import { hidesTotal } from '#lib/orders/order/sight.store.ts'
import { REFUSED } from '#lib/orders/order/to-come.store.ts'
import { addDays, londonDate, londonInstant } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { readCursor, writeCursor } from './order-cursor.rules.ts'
import { type OrderListAddress, onlyNumbers } from './order-list.schema.ts'
import { viewFilter } from './order-views.store.ts'

/** Orders of one page of the list. */
export const PAGE_SIZE = 50

/** Orders a search finds before other filters narrow them, newest first: enough to find one, bounded at any size. */
const SEARCH_DEPTH = 500

/** One order of the list, ready for the screen. Amounts in pence, null where the role may not see one of its prices. */
export type OrderListRow = {
  id: string
  number: string
  status: OrderStatus
  version: number
  /** Counts every write. */
  revision: number
  supplierId: string
  supplier: string
  storeId: string
  store: string
  raisedBy: string
  raisedAt: Date
  lines: number
  gross: Pence | null
  /** Why there is no total to show; null where there is. */
  hidden: Hidden | null
  emergency: boolean
  /** Lines that are complete, answered, late; packs still to come. Of lines that count. */
  progress: { lines: number; complete: number; answered: number; late: number; received: boolean }
}

/** A page of the order list with cursors to the pages beside it. */
export type OrderListPage = { rows: OrderListRow[]; after: string | null; before: string | null }

/** The page of orders at an address. Reads at most one order more than `size` (50), and the lines of those. */
export async function listOrders(
  actor: Actor,
  now: Date,
  address: OrderListAddress,
  size = PAGE_SIZE,
): Promise<OrderListPage> {
  if (!may(actor, 'order.view')) return { rows: [], after: null, before: null }
  return withTrust(actor, (tx) => pageOf(tx, actor, now, address, size))
}

/** `listOrders` in a transaction. */
export async function pageOf(
  tx: Tx,
  actor: Actor,
  now: Date,
  address: OrderListAddress,
  size = PAGE_SIZE,
): Promise<OrderListPage> {
  const found = await orderPage(tx, { actor, now, size }, address)
  const rows = await withProgress(tx, actor, now, found.ids)
  const people = await peopleOfTrust(tx)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      status: orderStatus(row.status),
      version: row.version,
      revision: row.edit,
      supplierId: row.supplier_id,
      supplier: row.supplier_name,
      storeId: row.store_id,
      store: row.store,
      raisedBy: nameOf(people, row.raised_by),
      raisedAt: row.raised_at,
      lines: row.lines,
      gross: row.hidden ? null : pence(row.gross),
      hidden: row.hidden ? hiddenBy(sightOf(actor)) : null,
      emergency: row.emergency,
      progress: {
        lines: row.live,
        complete: row.complete,
        answered: row.answered,
        late: row.late,
        received: row.any_received,
      },
    })),
    after: found.after,
    before: found.before,
  }
}

/** A store or supplier that the list can be narrowed to. */
export type OrderListChoice = { id: string; name: string }

/** What the list can be narrowed to. */
export type OrderListChoices = { stores: OrderListChoice[]; suppliers: OrderListChoice[] }

/** The stores of the trust, and every supplier it ever wrote an order to, by name. */
export async function orderListChoices(actor: Actor): Promise<OrderListChoices> {
  if (!may(actor, 'order.view')) return { stores: [], suppliers: [] }
  return withTrust(actor, (tx) => choicesOf(tx, actor))
}

/** `orderListChoices` in a transaction. */
export async function choicesOf(tx: Tx, actor: Actor): Promise<OrderListChoices> {
  return {
    stores: await tx.$queryRaw<OrderListChoice[]>`
      SELECT id, name FROM store WHERE trust_id = ${actor.trustId}::uuid ORDER BY name`,
    suppliers: await tx.$queryRaw<OrderListChoice[]>`
      WITH RECURSIVE seen (id) AS (
        (SELECT supplier_id FROM purchase_order WHERE trust_id = ${actor.trustId}::uuid ORDER BY supplier_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.supplier_id FROM purchase_order o
          WHERE o.trust_id = ${actor.trustId}::uuid AND o.supplier_id > seen.id ORDER BY o.supplier_id LIMIT 1)
        FROM seen WHERE seen.id IS NOT NULL)
      SELECT s.id, s.name FROM seen JOIN supplier s ON s.id = seen.id ORDER BY s.name`,
  }
}

/**
 * How many orders an address of the list matches, and how many lines they have; never counts more than `most` orders.
 * Null where words are searched for: finding them is the work itself.
 */
export async function countOrders(
  actor: Actor,
  now: Date,
  address: OrderListAddress,
  most: number,
): Promise<{ orders: number; lines: number } | null> {
  if (address.q || !may(actor, 'order.view')) return null
  return withTrust(actor, async (tx) => {
    const conditions = [
      Prisma.sql`o.trust_id = ${actor.trustId}::uuid`,
      ...(await filters(tx, { actor, now, size: most }, address)),
    ]
    const [counted] = await tx.$queryRaw<{ orders: number; lines: number }[]>`
      SELECT count(*)::int AS orders, coalesce(sum(m.lines), 0)::int AS lines FROM (
        SELECT o.lines FROM purchase_order o WHERE ${Prisma.join(conditions, ' AND ')} LIMIT ${most}) m`
    return counted ?? null
  })
}

type Found = { ids: string[]; after: string | null; before: string | null }

/** The ids of a page of the list in its order, with the cursors to the pages beside it. */
export async function orderPage(
  tx: Tx,
  { actor, now, size }: { actor: Actor; now: Date; size: number },
  address: OrderListAddress,
): Promise<Found> {
  const sight = sightOf(actor)
  const column = sight.prices && address.sort.endsWith('total') ? shownGross(sight) : null
  const down = address.sort.startsWith('-')
  const backwards = address.before !== undefined
  const cursor = readCursor(address.after ?? address.before)
  const descending = down !== backwards
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`
  const conditions = [
    Prisma.sql`o.trust_id = ${actor.trustId}::uuid`,
    ...(await filters(tx, { actor, now, size }, address)),
  ]
  if (cursor) {
    conditions.push(
      column
        ? Prisma.sql`(${column}, o.id) ${beyond} (${cursor.gross}::bigint, ${cursor.id}::uuid)`
        : Prisma.sql`o.id ${beyond} ${cursor.id}::uuid`,
    )
  }
  const order = column ? Prisma.sql`${column} ${direction}, o.id ${direction}` : Prisma.sql`o.id ${direction}`
  const rows = await tx.$queryRaw<{ id: string; gross: bigint }[]>`
    SELECT o.id, ${column ?? Prisma.sql`0::bigint`} AS gross FROM purchase_order o
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${size + 1}`
  const more = rows.length > size
  const shown = rows.slice(0, size)
  if (backwards) shown.reverse()
  const first = shown[0]
  const last = shown.at(-1)
  return {
    ids: shown.map((row) => row.id),
    after: last && (backwards || more) ? writeCursor(last) : null,
    before: first && (backwards ? more : cursor !== null) ? writeCursor(first) : null,
  }
}

/** What the list sorts by: where the reader may not see some totals, those orders stand together, whatever they come to. */
function shownGross({ pas }: PriceSight): Prisma.Sql {
  return pas ? Prisma.sql`o.gross` : Prisma.sql`(CASE WHEN o.confidential THEN -1 ELSE o.gross END)`
}

async function filters(
  tx: Tx,
  { actor, now, size }: { actor: Actor; now: Date; size: number },
  address: OrderListAddress,
): Promise<Prisma.Sql[]> {
  const parts = [viewFilter(actor, now, address.view)]
  const only = onlyNumbers(address)
  if (only) parts.push(Prisma.sql`o.number = ANY (${only}::text[])`)
  if (address.supplier) parts.push(Prisma.sql`o.supplier_id = ${address.supplier}::uuid`)
  if (address.store) parts.push(Prisma.sql`o.store_id = ${address.store}::uuid`)
  if (address.raisedBy) parts.push(Prisma.sql`o.raised_by = ${address.raisedBy}::uuid`)
  if (address.from) parts.push(Prisma.sql`o.raised_at >= ${londonInstant(address.from)}`)
  if (address.to) parts.push(Prisma.sql`o.raised_at < ${londonInstant(addDays(address.to, 1))}`)
  if (address.q) {
    const words = address.q.toLowerCase().split(/\s+/).map(literal)
    const { depth, below } = reachOf(address, size)
    const hits = await tx.$queryRaw<
      { id: string }[]
    >`SELECT id FROM search_orders(${words}::text[], ${depth}, ${below}::uuid)`
    parts.push(Prisma.sql`o.id = ANY (${hits.map((hit) => hit.id)}::uuid[])`)
  }
  return parts
}

/** How many orders a search finds, and from which on: a page of them where nothing else narrows or sorts the list. */
function reachOf({ q: _, view, sort, after, ...rest }: OrderListAddress, size: number) {
  const alone = view === 'all' && sort === '-raised' && Object.values(rest).every((part) => part === undefined)
  if (!alone) return { depth: SEARCH_DEPTH, below: null }
  return { depth: size + 1, below: readCursor(after)?.id ?? null }
}

/** A word as LIKE should take it: its own wildcards are letters. */
function literal(word: string): string {
  return word.replace(/[\\%_]/g, (letter) => `\\${letter}`)
}

type ProgressRow = {
  id: string
  number: string
  status: string
  version: number
  edit: number
  supplier_id: string
  supplier_name: string
  store_id: string
  store: string
  raised_by: string
  raised_at: Date
  lines: number
  gross: bigint
  hidden: boolean
  emergency: boolean
  live: number
  complete: number
  answered: number
  late: number
  any_received: boolean
}

async function withProgress(tx: Tx, actor: Actor, now: Date, ids: string[]): Promise<ProgressRow[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw<ProgressRow[]>`
    SELECT o.id, o.number, o.status, o.version, o.edit, o.supplier_id, o.supplier_name, o.store_id, s.name AS store,
      o.raised_by, o.raised_at, o.lines, o.gross, o.emergency, ${hidesTotal(sightOf(actor))} AS hidden,
      coalesce(p.live, 0)::int AS live, coalesce(p.complete, 0)::int AS complete, coalesce(p.answered, 0)::int AS answered,
      coalesce(p.late, 0)::int AS late, coalesce(p.any_received, false) AS any_received
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.id = wanted.id
    JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
    LEFT JOIN LATERAL (
      SELECT count(*) AS live,
        count(*) FILTER (WHERE l.received_packs + l.closed_packs >= l.packs + l.over_packs) AS complete,
        count(*) FILTER (WHERE l.received_packs > 0 OR EXISTS (
          SELECT FROM acknowledgement_line a JOIN acknowledgement k ON k.trust_id = a.trust_id AND k.id = a.acknowledgement_id
          WHERE a.trust_id = l.trust_id AND a.order_line_id = l.id AND k.version >= l.added_in_version)) AS answered,
        count(*) FILTER (WHERE l.due_on < ${londonDate(now)}::date
          AND l.received_packs + l.closed_packs < l.packs + l.over_packs AND NOT ${REFUSED}) AS late,
        bool_or(l.received_packs > 0) AS any_received
      FROM order_line l
      WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND (l.closed_packs < l.packs OR l.received_packs > 0)
    ) p ON o.status IN ('sent', 'closed')
    ORDER BY wanted.place`
}
