import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import type { ReturnOrder } from './decision.schema.ts'
import { DECIDERS } from './decision.store.ts'
import { sayNo } from './refuse.store.ts'

/** Returns an order to whoever raised it, with what has to change; it can be submitted again as its next version. */
export async function returnOrder(act: Act, input: ReturnOrder): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'returnOrder', permission: DECIDERS }, input, (tx) =>
    sayNo(tx, act, input, 'return', input.comment),
  )
}
