import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { mayStandBeside } from './beside.store.ts'
import type { ChangeStanding } from './rhythm.schema.ts'
import { buyerOf, lockStanding, moveStanding, nextFromTomorrow } from './standing.store.ts'

/** Gives a standing order another rhythm or owner, from tomorrow on; dates that were left out stay left out. Refuses what `mayStandBeside` refuses. */
export async function changeStanding(act: Act, input: ChangeStanding): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'changeStanding', permission: 'order.raise' }, input, async (tx) => {
    const { ownerId, rhythm } = input
    const locked = await lockStanding(tx, act, input)
    if (!locked.ok) return locked
    const owner = await buyerOf(tx, ownerId)
    if (!owner.ok) return owner
    const { templateId } = locked.value
    const beside = await mayStandBeside(tx, act, { ...input, templateId })
    if (!beside.ok) return beside
    const nextOn = await nextFromTomorrow(tx, act, { id: locked.value.id, rhythm })
    return moveStanding(tx, act, locked.value, 'CHANGED', { ownerId, rhythm, nextOn })
  })
}
