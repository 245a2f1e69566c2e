import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { DisagreeWithOrder } from './decision.schema.ts'
import { DECIDERS, decide, openDecision } from './decision.store.ts'

/**
 * Disagrees, afterwards and with a comment, with an emergency order that went without this approval. Nothing is undone
 * by it: what left the house stays, and the disagreement stands in the record and on the order's page.
 */
export async function disagreeWithOrder(act: Act, input: DisagreeWithOrder): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'disagreeWithOrder', permission: DECIDERS }, input, async (tx) => {
    const open = await openDecision(tx, act, input)
    if (!open.ok) return open
    const { order, approval } = open.value
    if (!approval.retrospective || order.status === 'awaiting_approval') {
      return refuse({ code: 'WRONG_STATUS', verb: 'disagree', status: order.status })
    }
    const decided = await decide(tx, act, open.value, 'rejected', input.comment, 'DISAGREED')
    return decided.ok ? ok({ number: order.number }) : decided
  })
}
