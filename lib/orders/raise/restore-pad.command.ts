import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { DRAFT_DELETED } from './deleted.rules.ts'
import type { DiscardedPad } from './pad.schema.ts'
import { loadPad } from './pad.store.ts'

/**
 * Brings a pad back that was thrown away: its drafts, with their numbers and lines, and its pasted rows. What was deleted
 * from it before stays deleted. Refuses NOT_FOUND, and CHANGED_MEANWHILE when it was submitted, or is back already.
 */
export async function restorePad(act: Act, input: DiscardedPad): Promise<Result<{ padId: string; drafts: number }>> {
  return commit(act, { name: 'restorePad', permission: 'order.raise' }, input, async (tx) => {
    const { trustId } = act.actor
    const loaded = await loadPad(tx, input.padId, { lock: true })
    if (!loaded.ok) return loaded
    const { discardedAt } = await tx.orderPad.findFirstOrThrow({ where: { trustId, id: input.padId } })
    if (discardedAt === null) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order pad' })
    const { count } = await tx.purchaseOrder.updateMany({
      where: {
        ...{ trustId, padId: input.padId, status: 'cancelled' },
        ...{ submittedAt: null, closedAt: discardedAt, closeReason: DRAFT_DELETED },
      },
      data: { status: 'draft', closedAt: null, closeReason: '', edit: { increment: 1 } },
    })
    await tx.orderPad.updateMany({
      where: { trustId, id: input.padId, discardedAt },
      data: {
        ...{ closedAt: null, discardedAt: null, edit: { increment: 1 } },
        ...{ changedBy: personOf(act.actor), changedAt: act.now },
      },
    })
    return ok({ padId: input.padId, drafts: count })
  })
}
