import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** What a buyer did about an answer. */
export type Resolution = 'accepted' | 'waiting' | 'short_closed' | 'ordered_elsewhere'

/**
 * Writes down what was done about an answer that still waited for it: compare-and-set on `open`, so that of two people
 * one decides. Refuses with CHANGED_MEANWHILE when it no longer waits.
 */
export async function resolveOpenAnswer(
  tx: Tx,
  act: Act,
  answer: { id: string; orderId: string },
  resolution: Resolution,
  reason: string,
): Promise<Result<undefined>> {
  const { count } = await tx.acknowledgementLine.updateMany({
    where: { trustId: act.actor.trustId, id: answer.id, orderId: answer.orderId, resolution: 'open' },
    data: { resolution, resolvedBy: act.actor.personId, resolvedAt: act.now, resolvedReason: reason },
  })
  return count === 1 ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'answer' })
}

/** Ends the open answers of lines of which nothing is still to come: there is nothing left to decide about them. */
export async function settleEndedAnswers(tx: Tx, act: Act, orderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE acknowledgement_line a
    SET resolution = CASE WHEN l.closed_packs > 0 THEN 'short_closed' ELSE 'none_needed' END,
      resolved_by = ${act.actor.personId}::uuid, resolved_at = ${act.now}, resolved_reason = 'Nothing was still to come'
    FROM order_line l
    WHERE a.trust_id = ${act.actor.trustId}::uuid AND a.order_id = ${orderId}::uuid AND a.resolution = 'open'
      AND l.trust_id = a.trust_id AND l.id = a.order_line_id
      AND l.received_packs + l.closed_packs >= l.packs + l.over_packs`
}
