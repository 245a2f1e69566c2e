import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import type { RejectOrder } from './decision.schema.ts'
import { DECIDERS } from './decision.store.ts'
import { sayNo } from './refuse.store.ts'

/** Refuses an order for good, with the reason. It stays on file and is never sent. */
export async function rejectOrder(act: Act, input: RejectOrder): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'rejectOrder', permission: DECIDERS }, input, (tx) =>
    sayNo(tx, act, input, 'reject', input.comment),
  )
}
