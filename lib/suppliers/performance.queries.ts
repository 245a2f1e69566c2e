import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addDays, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type LineKept, type OrderKept, type Performance, performanceOf } from './performance.rules.ts'

/** The newest sent orders that are looked at, and how far back at most, in days. */
export const ORDERS_LOOKED_AT = 100
const DAYS_BACK = 365

const LINES_LOOKED_AT = 5000
const HOUR = 3_600_000

type OrderRow = {
  id: string
  sent_at: Date
  answer_due_at: Date | null
  answered_at: Date | null
  first_came: string | null
}
type LineRow = { order_id: string; packs: number; due_on: string | null; by_due: number; as_ordered: boolean | null }

/**
 * How a supplier kept its word with this trust: over its newest sent orders of the last year. Answers count from the first
 * one; what was reversed at goods-in did not come. Null for who sees no orders.
 */
export async function supplierPerformance(actor: Actor, supplierId: string, now: Date): Promise<Performance | null> {
  if (!may(actor, 'order.view')) return null
  const today = londonDate(now)
  const since = addDays(today, -DAYS_BACK)
  return withTrust(actor, async (tx) => {
    const orders = await tx.$queryRaw<OrderRow[]>`
      SELECT o.id, o.sent_at, o.answer_due_at,
        (SELECT k.answered_at FROM acknowledgement k WHERE k.trust_id = o.trust_id AND k.order_id = o.id ORDER BY k.id LIMIT 1) AS answered_at,
        (SELECT (min(r.received_at) AT TIME ZONE 'Europe/London')::date::text FROM receipt_line l
          JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
          WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND l.accepted_packs > 0 AND r.reverses_id IS NULL) AS first_came
      FROM (SELECT trust_id, id, sent_at, answer_due_at FROM purchase_order
        WHERE trust_id = ${actor.trustId}::uuid AND supplier_id = ${supplierId}::uuid AND sent_at >= ${since}::date
        ORDER BY id DESC LIMIT ${ORDERS_LOOKED_AT}) o`
    const ids = orders.map((order) => order.id)
    const lines = await tx.$queryRaw<LineRow[]>`
      SELECT l.order_id, l.packs, l.due_on::text,
        (SELECT coalesce(sum(c.accepted_packs), 0)::int FROM receipt_line c
          JOIN receipt r ON r.trust_id = c.trust_id AND r.id = c.receipt_id
          WHERE c.trust_id = l.trust_id AND c.order_line_id = l.id AND r.reverses_id IS NULL
            AND (r.received_at AT TIME ZONE 'Europe/London')::date <= l.due_on
            AND NOT EXISTS (SELECT FROM receipt b WHERE b.trust_id = r.trust_id AND b.reverses_id = r.id)) AS by_due,
        (SELECT k.code = 'ACCEPTED' AND k.packs >= l.packs FROM acknowledgement_line k
          WHERE k.trust_id = l.trust_id AND k.order_line_id = l.id ORDER BY k.id LIMIT 1) AS as_ordered
      FROM order_line l
      WHERE l.trust_id = ${actor.trustId}::uuid AND l.order_id = ANY (${ids}::uuid[]) AND l.state IN ('open', 'short_closed')
      LIMIT ${LINES_LOOKED_AT}`
    return performanceOf(
      orders.map((order) => kept(order, lines, now)),
      today,
    )
  })
}

function kept(order: OrderRow, lines: readonly LineRow[], now: Date): OrderKept {
  const { sent_at, answer_due_at, answered_at } = order
  return {
    answerHours: answered_at && Math.max(0, Math.round((answered_at.getTime() - sent_at.getTime()) / HOUR)),
    inTime:
      answer_due_at === null ? null : answered_at ? answered_at <= answer_due_at : answer_due_at < now ? false : null,
    sentOn: londonDate(sent_at),
    firstCameOn: day(order.first_came),
    lines: lines
      .filter((line) => line.order_id === order.id)
      .map(
        (line): LineKept => ({
          ...{ packs: line.packs, dueOn: day(line.due_on), byDue: line.by_due, asOrdered: line.as_ordered },
        }),
      ),
  }
}

function day(text: string | null): LocalDate | null {
  return text === null ? null : localDate(text)
}
