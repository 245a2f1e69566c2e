import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { type Result, refuse } from '#lib/result.ts'
import type { StandingAt } from './rhythm.schema.ts'
import { lockStanding, moveStanding } from './standing.store.ts'

/** Pauses a standing order: nothing is made until it goes on. Refuses CHANGED_MEANWHILE where it is paused already. */
export async function pauseStanding(act: Act, input: StandingAt): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'pauseStanding', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    if (locked.value.status !== 'active') return refuse({ code: 'CHANGED_MEANWHILE', what: 'standing order' })
    return moveStanding(tx, act, locked.value, 'PAUSED', { status: 'paused' })
  })
}
