import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { AT_SUPPLIER } from '#lib/orders/order/at-supplier.store.ts'
import { REFUSED } from '#lib/orders/order/to-come.store.ts'
import { notBoughtAgain } from '#lib/orders/order/went-back.store.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { OrderView } from './order-list.schema.ts'

/** Sent orders of which something came and something may still come: what their tag calls part received. */
const PART_RECEIVED = Prisma.sql`o.status = 'sent' AND (
  SELECT bool_or(l.received_packs > 0) AND bool_or(l.received_packs + l.closed_packs < l.packs + l.over_packs)
  FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id)`

/** How many orders each view holds; all and closed, which grow for ever, are not counted. */
export async function viewCounts(tx: Tx, actor: Actor, now: Date): Promise<Partial<Record<OrderView, number>>> {
  const today = londonDate(now)
  const statuses = await tx.$queryRaw<{ status: string; count: number }[]>`
    SELECT status, count(*)::int AS count FROM purchase_order
    WHERE trust_id = ${actor.trustId}::uuid AND status IN ('draft', 'awaiting_approval', 'returned', 'approved', 'sent', 'rejected', 'cancelled')
      AND (status <> 'draft' OR lines > 0)
    GROUP BY status`
  const [open] = await tx.$queryRaw<
    {
      unanswered: number
      late: number
      answers: number
      sending: number
      checking: number
      held: number
      to_sign: number
      part: number
      back: number
    }[]
  >`
    SELECT
      (SELECT count(DISTINCT order_id) FROM acknowledgement_line
        WHERE trust_id = ${actor.trustId}::uuid AND resolution = 'open')::int AS answers,
      (SELECT count(DISTINCT order_id) FROM transmission WHERE trust_id = ${actor.trustId}::uuid
        AND (status IN ('needs_checking', 'failed') OR (status = 'queued' AND channel <> 'email')))::int AS sending,
      (SELECT count(DISTINCT order_id) FROM transmission
        WHERE trust_id = ${actor.trustId}::uuid AND status = 'needs_checking')::int AS checking,
      h.held, h.to_sign,
      (SELECT count(DISTINCT o.id) ${notBoughtAgain(actor.trustId, now)})::int AS back,
      (SELECT count(*) FROM purchase_order o WHERE o.trust_id = ${actor.trustId}::uuid AND ${PART_RECEIVED})::int AS part,
      (SELECT count(*) FROM purchase_order WHERE trust_id = ${actor.trustId}::uuid AND status = 'sent'
        AND acknowledged_at IS NULL AND answer_due_at < ${now})::int AS unanswered,
      (SELECT count(*) FROM (
          SELECT array_agg(l.id) AS lines FROM order_line l
          WHERE l.trust_id = ${actor.trustId}::uuid AND l.due_on < ${today}::date
            AND l.received_packs + l.closed_packs < l.packs + l.over_packs
          GROUP BY l.trust_id, l.order_id
          HAVING EXISTS (SELECT FROM purchase_order o
            WHERE o.trust_id = l.trust_id AND o.id = l.order_id AND ${AT_SUPPLIER})) AS late
        -- the first line that is still to come is enough: answers are not looked at for every line
        WHERE EXISTS (SELECT FROM unnest(late.lines) AS due (id)
          JOIN order_line l ON l.trust_id = ${actor.trustId}::uuid AND l.id = due.id AND NOT ${REFUSED}))::int AS late
    FROM (SELECT count(*)::int AS held, count(*) FILTER (WHERE o.kind <> 'standard')::int AS to_sign
      FROM purchase_order o WHERE o.trust_id = ${actor.trustId}::uuid AND o.status = 'approved'
        AND NOT EXISTS (SELECT FROM transmission t WHERE t.trust_id = o.trust_id AND t.order_id = o.id
          AND t.version = o.version AND t.kind <> 'cancellation')) AS h`
  const of = (status: string) => statuses.find((row) => row.status === status)?.count ?? 0
  return {
    draft: of('draft'),
    awaiting_approval: of('awaiting_approval'),
    returned: of('returned'),
    to_send: of('approved'),
    sent: of('sent'),
    unanswered: open?.unanswered ?? 0,
    late: open?.late ?? 0,
    answers: open?.answers ?? 0,
    sending: open?.sending ?? 0,
    held: open?.held ?? 0,
    to_sign: open?.to_sign ?? 0,
    needs_checking: open?.checking ?? 0,
    part_received: open?.part ?? 0,
    went_back: open?.back ?? 0,
    rejected: of('rejected'),
    cancelled: of('cancelled'),
  }
}

/** Condition on `o` (purchase_order): the orders that a view holds. */
export function viewFilter(actor: Actor, now: Date, view: OrderView): Prisma.Sql {
  switch (view) {
    case 'all':
      return Prisma.sql`(o.status <> 'draft' OR o.lines > 0)`
    case 'draft':
      return Prisma.sql`o.status = 'draft' AND o.lines > 0`
    case 'to_send':
      return Prisma.sql`o.status = 'approved'`
    case 'held':
    case 'to_sign':
      return Prisma.sql`o.status = 'approved' AND (${view} = 'held' OR o.kind <> 'standard') AND NOT EXISTS (SELECT FROM transmission t WHERE t.trust_id = o.trust_id
        AND t.order_id = o.id AND t.version = o.version AND t.kind <> 'cancellation')`
    case 'sending':
      return Prisma.sql`o.id IN (SELECT t.order_id FROM transmission t WHERE t.trust_id = ${actor.trustId}::uuid
        AND (t.status IN ('needs_checking', 'failed') OR (t.status = 'queued' AND t.channel <> 'email')))`
    case 'answers':
      return Prisma.sql`o.id IN (SELECT a.order_id FROM acknowledgement_line a
        WHERE a.trust_id = ${actor.trustId}::uuid AND a.resolution = 'open')`
    case 'awaiting_approval':
    case 'returned':
    case 'sent':
    case 'closed':
    case 'rejected':
    case 'cancelled':
      return Prisma.sql`o.status = ${view}`
    case 'needs_checking':
      return Prisma.sql`o.id IN (SELECT t.order_id FROM transmission t
        WHERE t.trust_id = ${actor.trustId}::uuid AND t.status = 'needs_checking')`
    case 'part_received':
      return PART_RECEIVED
    case 'went_back':
      return Prisma.sql`o.id IN (SELECT w.order_id FROM (SELECT l.order_id ${notBoughtAgain(actor.trustId, now)}) AS w)`
    case 'unanswered':
      return Prisma.sql`o.status = 'sent' AND o.acknowledged_at IS NULL AND o.answer_due_at < ${now}`
    case 'late':
      return Prisma.sql`${AT_SUPPLIER} AND o.id IN (
        SELECT l.order_id FROM order_line l WHERE l.trust_id = ${actor.trustId}::uuid AND l.due_on < ${londonDate(now)}::date
          AND l.received_packs + l.closed_packs < l.packs + l.over_packs AND NOT ${REFUSED})`
  }
}
