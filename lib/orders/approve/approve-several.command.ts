import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result } from '#lib/result.ts'
import { type Approved, giveApproval } from './approve.store.ts'
import type { ApproveSeveral } from './decision.schema.ts'
import { DECIDERS } from './decision.store.ts'

/** What became of each order of the act: approved, or why not. */
export type SeveralApproved = {
  approved: Approved[]
  not: { number: string; refusal: Refusal }[]
}

/**
 * Approves several orders in one act under one key. Each has its own outcome: one that changed meanwhile, or is not
 * theirs to decide, is left as it is and named with the reason; the others are approved all the same. They are taken in
 * order of number, so that two people with overlapping choices never wait for each other crosswise.
 */
export async function approveSeveral(act: Act, input: ApproveSeveral): Promise<Result<SeveralApproved>> {
  return commit(act, { name: 'approveSeveral', permission: DECIDERS }, input, async (tx) => {
    const done: SeveralApproved = { approved: [], not: [] }
    for (const one of input.order.toSorted((a, b) => (a.number < b.number ? -1 : 1))) {
      const result = await giveApproval(tx, act, one, '')
      if (result.ok) done.approved.push(result.value)
      else done.not.push({ number: one.number, refusal: result.refusal })
    }
    return ok(done)
  })
}
