import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { type Period, periodOf, placeText, type ReportAsked, readPlace } from '../report.schema.ts'
import { type Duty, inOrder } from './duty.rules.ts'

/** Somebody with two duties or more in one order. Pence with VAT. */
export type TwoDuties = {
  number: string
  supplier: string
  submittedAt: Date | null
  person: string
  duties: Duty[]
  gross: Pence
}

/** A page of them, newest orders first; `orders` is how many were submitted in the period. */
export type DutiesPage = { period: Period; orders: number; rows: TwoDuties[]; after: string | null }

/** Findings of one page; orders gone through for it at a time, and how often. */
const PAGE = 50
const ORDERS = 500
const TIMES = 100

/**
 * Who raised, approved and received the same order, over the orders submitted in a period: everybody with two of these
 * duties. Raising is raising, changing or submitting it; approving is agreeing to it, signing its requisition or keeping what
 * came beyond it; receiving is booking it in. Goes through the orders by the day they were submitted, so many at a time.
 */
export async function dutiesReport(actor: Actor, now: Date, asked: ReportAsked): Promise<DutiesPage> {
  const period = periodOf(asked, londonDate(now))
  if (!may(actor, 'audit.view')) return { period, orders: 0, rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const [counted] = await tx.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM purchase_order
      WHERE trust_id = ${actor.trustId}::uuid AND submitted_on BETWEEN ${period.from}::date AND ${period.to}::date`
    const rows: TwoDuties[] = []
    let place = readPlace(asked.after)
    for (let time = 0; time < TIMES && rows.length < PAGE; time += 1) {
      const found = await tx.$queryRaw<
        {
          day: string
          id: string
          number: string
          supplier_name: string
          submitted_at: Date | null
          gross: bigint
          person: string | null
          duties: Duty[] | null
        }[]
      >`
        WITH o AS MATERIALIZED (
          SELECT * FROM purchase_order
          WHERE trust_id = ${actor.trustId}::uuid AND submitted_on BETWEEN ${period.from}::date AND ${period.to}::date
            AND (${place === null} OR (submitted_on, id) < (${place?.day ?? period.to}::date, ${place?.id ?? actor.trustId}::uuid))
          ORDER BY submitted_on DESC, id DESC LIMIT ${ORDERS})
        SELECT o.submitted_on::text AS day, o.id, o.number, o.supplier_name, o.submitted_at, o.gross, d.person, d.duties
        FROM o LEFT JOIN LATERAL (
          SELECT person, array_agg(DISTINCT duty) AS duties FROM (
            SELECT unnest(ARRAY[o.raised_by, o.submitted_by] || o.changers) AS person, 'raise' AS duty
            UNION ALL SELECT a.decided_by, 'approve' FROM approval a
              WHERE a.trust_id = o.trust_id AND a.order_id = o.id AND a.state = 'approved'
            UNION ALL SELECT q.signed_by, 'approve' FROM requisition q WHERE q.trust_id = o.trust_id AND q.order_id = o.id
            UNION ALL SELECT v.decided_by, 'approve' FROM order_line k
              JOIN over_delivery v ON v.trust_id = k.trust_id AND v.order_line_id = k.id AND v.decision = 'keep'
              WHERE k.trust_id = o.trust_id AND k.order_id = o.id AND k.over_packs > 0
            UNION ALL SELECT r.received_by, 'receive' FROM receipt_line l
              JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
              WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND r.reverses_id IS NULL) AS every
          WHERE person IS NOT NULL GROUP BY person HAVING count(DISTINCT duty) > 1) AS d ON true
        ORDER BY o.submitted_on DESC, o.id DESC, d.person`
      for (const row of found) {
        if (row.person === null) continue
        rows.push({
          ...{ number: row.number, supplier: row.supplier_name, submittedAt: row.submitted_at },
          ...{ person: nameOf(people, row.person), duties: inOrder(row.duties ?? []), gross: pence(row.gross) },
        })
      }
      const last = found.at(-1)
      const seen = new Set(found.map((row) => row.id)).size
      place = last && seen === ORDERS ? { day: last.day, id: last.id } : null
      if (place === null) break
    }
    return { period, orders: counted?.n ?? 0, rows, after: place && placeText(place) }
  })
}
