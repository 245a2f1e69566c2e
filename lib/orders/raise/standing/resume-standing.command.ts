import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { type Result, refuse } from '#lib/result.ts'
import type { StandingAt } from './rhythm.schema.ts'
import { lockStanding, moveStanding, nextFromTomorrow } from './standing.store.ts'

/** Lets a paused standing order go on, from tomorrow: dates that passed meanwhile are not made up for. */
export async function resumeStanding(act: Act, input: StandingAt): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'resumeStanding', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    if (locked.value.status !== 'paused') return refuse({ code: 'CHANGED_MEANWHILE', what: 'standing order' })
    const nextOn = await nextFromTomorrow(tx, act, locked.value)
    return moveStanding(tx, act, locked.value, 'RESUMED', { status: 'active', nextOn })
  })
}
