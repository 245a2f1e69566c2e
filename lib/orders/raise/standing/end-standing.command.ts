import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import type { StandingAt } from './rhythm.schema.ts'
import { lockStanding, moveStanding } from './standing.store.ts'

/** Ends a standing order for good. What it made stays where it is. */
export async function endStanding(act: Act, input: StandingAt): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'endStanding', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    return moveStanding(tx, act, locked.value, 'ENDED', { status: 'ended', nextOn: null })
  })
}
