import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { type Approved, giveApproval } from './approve.store.ts'
import type { ApproveOrder } from './decision.schema.ts'
import { DECIDERS } from './decision.store.ts'

/**
 * Approves a version of an order, as the kind of approver it names; also afterwards, where an emergency order went
 * before. The last approval sends the order. Refusals: CHANGED_MEANWHILE, OWN_ORDER, OVER_LIMIT, NOT_YOURS_TO_DECIDE,
 * TWO_APPROVALS, APPROVAL_OVER, WRONG_STATUS, NOT_FOUND.
 */
export async function approveOrder(act: Act, input: ApproveOrder): Promise<Result<Approved>> {
  return commit(act, { name: 'approveOrder', permission: DECIDERS }, input, (tx) =>
    giveApproval(tx, act, input, input.comment),
  )
}
