import 'server-only'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { londonDate } from '#lib/values/dates.ts'
import { WENT_BACK_DAYS, type WentBack } from './went-back.rules.ts'

/** Packs of one line that left again, with who decided, the note they stand on, and the order that buys them again. */
export type WentBackRow = WentBack & {
  id: string
  lineId: string
  variance: string | null
  decidedBy: string
  receiptNumber: string
  again: string | null
}

/** An order `m` of the medicine of a line `l` of an order `o`, to the same store, submitted after a decision `q`. */
const BOUGHT_AGAIN = Prisma.sql`FROM order_line n JOIN purchase_order m ON m.trust_id = n.trust_id AND m.id = n.order_id
  WHERE n.trust_id = l.trust_id AND n.vmp_id = l.vmp_id AND m.store_id = o.store_id AND m.id <> o.id
    AND m.status NOT IN ('draft', 'cancelled', 'rejected') AND m.submitted_at > q.decided_at`

/** What left again of an order line `l`, oldest first, as JSON of `WentBack[]`; null where nothing did. */
export const WENT_BACK = Prisma.sql`(
  SELECT jsonb_agg(jsonb_build_object('packs', q.packs, 'outcome', q.outcome, 'reason', q.reason,
      'on', (q.decided_at AT TIME ZONE 'Europe/London')::date) ORDER BY q.id)
  FROM receipt_line rl
  JOIN quarantine_decision q ON q.trust_id = rl.trust_id AND q.receipt_line_id = rl.id AND q.outcome <> 'release'
  WHERE rl.trust_id = l.trust_id AND rl.order_line_id = l.id)`

/** What left again of the lines of an order, oldest first. */
export async function wentBackOf(tx: Tx, trustId: string, orderId: string): Promise<WentBackRow[]> {
  const rows = await tx.$queryRaw<(Omit<WentBackRow, 'on'> & { decidedAt: Date })[]>`
    SELECT q.id, rl.order_line_id AS "lineId", q.packs, q.outcome, q.reason, q.variance, q.decided_by AS "decidedBy",
      q.decided_at AS "decidedAt", r.number AS "receiptNumber",
      (SELECT m.number ${BOUGHT_AGAIN} ORDER BY m.id LIMIT 1) AS again
    FROM receipt_line rl
    JOIN quarantine_decision q ON q.trust_id = rl.trust_id AND q.receipt_line_id = rl.id AND q.outcome <> 'release'
    JOIN receipt r ON r.trust_id = rl.trust_id AND r.id = rl.receipt_id
    JOIN order_line l ON l.trust_id = rl.trust_id AND l.id = rl.order_line_id
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE rl.trust_id = ${trustId}::uuid AND rl.order_id = ${orderId}::uuid ORDER BY q.id`
  return rows.map(({ decidedAt, ...row }) => ({ ...row, on: londonDate(decidedAt) }))
}

/** What left again at an instant's last four weeks and was not ordered again: decision `q`, line `l`, order `o`. */
export function notBoughtAgain(trustId: string, now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - WENT_BACK_DAYS * 86_400_000)
  return Prisma.sql`FROM quarantine_decision q
    JOIN receipt_line rl ON rl.trust_id = q.trust_id AND rl.id = q.receipt_line_id
    JOIN order_line l ON l.trust_id = rl.trust_id AND l.id = rl.order_line_id
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE q.trust_id = ${trustId}::uuid AND q.outcome <> 'release' AND q.decided_at >= ${since}
      AND NOT EXISTS (SELECT ${BOUGHT_AGAIN})`
}
