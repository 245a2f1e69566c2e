import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import { DRAFT_DELETED } from './deleted.rules.ts'
import type { PadAtEdit } from './pad.schema.ts'
import { closePad, lockPadAt, partsOfPad } from './pad.store.ts'

/**
 * Throws a pad away: its drafts are cancelled and keep their numbers, which are never given again. A returned order that
 * was being changed on it stays returned, as it now is. It can be brought back with its pasted rows (restorePad). Refuses
 * PAD_CLOSED and CHANGED_MEANWHILE.
 */
export async function discardPad(act: Act, input: PadAtEdit): Promise<Result<{ cancelled: number }>> {
  return commit(act, { name: 'discardPad', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockPadAt(tx, act, input)
    if (!locked.ok) return locked
    const parts = await partsOfPad(tx, input.padId)
    const drafts = parts.filter((part) => part.status === 'draft').map((part) => part.orderId)
    const { count } = await tx.purchaseOrder.updateMany({
      where: { trustId: act.actor.trustId, id: { in: drafts }, status: 'draft' },
      data: { status: 'cancelled', closedAt: act.now, closeReason: DRAFT_DELETED, edit: { increment: 1 } },
    })
    const closed = await closePad(tx, act, locked.value, true)
    return closed.ok ? ok({ cancelled: count }) : closed
  })
}
