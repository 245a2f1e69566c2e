import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { type Result, refuse } from '#lib/result.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { nextDate } from './rhythm.rules.ts'
import type { StandingDateAt } from './rhythm.schema.ts'
import { lockStanding, moveStanding, nextFromTomorrow, skippedDates } from './standing.store.ts'

/** Leaves one coming date of a standing order out. Refuses NOT_FOUND for a day that is none of its dates, or that has come. */
export async function skipDate(act: Act, input: StandingDateAt): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'skipDate', permission: 'order.raise' }, input, async (tx) => {
    const { dueOn, standingId } = input
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    const standing = locked.value
    const theirs = dueOn > londonDate(act.now) && nextDate(standing.rhythm, addDays(dueOn, -1)) === dueOn
    if (!theirs || (await skippedDates(tx, standingId)).has(dueOn)) return refuse({ code: 'NOT_FOUND', what: 'date' })
    await tx.standingDate.create({
      data: {
        ...{ trustId: act.actor.trustId, standingId, dueOn: new Date(dueOn), outcome: 'skipped' },
        ...{ at: act.now, byId: personOf(act.actor) },
      },
    })
    const nextOn = await nextFromTomorrow(tx, act, standing)
    return moveStanding(tx, act, standing, 'DATE_SKIPPED', { nextOn }, { dueOn })
  })
}
