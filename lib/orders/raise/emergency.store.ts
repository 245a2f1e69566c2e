import 'server-only'
import type { Tx } from '#lib/db/client.ts'

/** An emergency order whose time to be agreed to is over, and that nobody has decided. */
export type UndecidedEmergency = { number: string; due: Date }

/**
 * The oldest emergency of these people (raised or submitted by one of them) whose hours to be agreed to are over without
 * a decision: it keeps them from the next emergency, not from an ordinary order. Null for none.
 */
export async function undecidedEmergency(
  tx: Tx,
  people: readonly (string | null)[],
  now: Date,
): Promise<UndecidedEmergency | null> {
  const who = [...new Set(people.filter((one) => one !== null))]
  const [row] = await tx.$queryRaw<{ number: string; due_at: Date }[]>`
    SELECT o.number, a.due_at FROM approval a
    JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
    WHERE a.state = 'waiting' AND a.retrospective AND a.due_at <= ${now}
      AND (o.raised_by = ANY (${who}::uuid[]) OR o.submitted_by = ANY (${who}::uuid[]))
    ORDER BY a.due_at, a.id LIMIT 1`
  return row ? { number: row.number, due: row.due_at } : null
}
