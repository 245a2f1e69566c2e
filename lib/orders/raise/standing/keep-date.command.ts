import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { StandingDateAt } from './rhythm.schema.ts'
import { lockStanding, moveStanding, nextFromTomorrow } from './standing.store.ts'

/** Takes a coming date back in that was left out. Refuses NOT_FOUND for any other. */
export async function keepDate(act: Act, input: StandingDateAt): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'keepDate', permission: 'order.raise' }, input, async (tx) => {
    const { dueOn, standingId } = input
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    const { count } = await tx.standingDate.deleteMany({
      where: { trustId: act.actor.trustId, standingId, dueOn: new Date(dueOn), outcome: 'skipped' },
    })
    if (count === 0 || dueOn <= londonDate(act.now)) return refuse({ code: 'NOT_FOUND', what: 'date' })
    const nextOn = await nextFromTomorrow(tx, act, locked.value)
    return moveStanding(tx, act, locked.value, 'DATE_KEPT', { nextOn }, { dueOn })
  })
}
