import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { lockTemplate } from '../templates/template.store.ts'
import { mayStandBeside } from './beside.store.ts'
import { nextDate } from './rhythm.rules.ts'
import type { StartStanding } from './rhythm.schema.ts'
import { buyerOf } from './standing.store.ts'

/**
 * Makes a standing order of a template: from tomorrow on its days, a draft is made for its owner to review. Refuses
 * NOT_A_BUYER for an owner who may not raise orders, and what `mayStandBeside` refuses.
 */
export async function startStanding(act: Act, input: StartStanding): Promise<Result<{ standingId: string }>> {
  return commit(act, { name: 'startStanding', permission: 'order.raise' }, input, async (tx) => {
    const { templateId, ownerId, rhythm } = input
    const locked = await lockTemplate(tx, act, { templateId })
    if (!locked.ok) return locked
    const owner = await buyerOf(tx, ownerId)
    if (!owner.ok) return owner
    const beside = await mayStandBeside(tx, act, input)
    if (!beside.ok) return beside
    const id = act.newId()
    const nextOn = nextDate(rhythm, londonDate(act.now))
    await tx.standingOrder.create({
      data: {
        ...{ trustId: act.actor.trustId, id, templateId, ownerId, rhythm, status: 'active' },
        ...{ nextOn: new Date(nextOn), changedBy: personOf(act.actor), changedAt: act.now },
      },
    })
    audit(tx, { document: 'standing_order', id, verb: 'STARTED', data: { templateId, ownerId, rhythm, nextOn } })
    return ok({ standingId: id })
  })
}
