import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder, moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { DraftAt } from './create-orders.schema.ts'
import { DRAFT_DELETED } from './deleted.rules.ts'
import { lockPadOf } from './own-pad.store.ts'
import { closePad, keepPad, partsOfPad, type StoredPad } from './pad.store.ts'
import { countRows } from './rows.store.ts'

/**
 * Deletes one draft: it is cancelled, keeps its number and its lines, and leaves its pad to the others on it; a pad on
 * which nothing is left goes with it. It can be brought back (restoreDraft). Refuses NOT_FOUND, WRONG_STATUS when it is no draft, CHANGED_MEANWHILE when it is another
 * version or was changed since `revision`.
 */
export async function deleteDraft(act: Act, input: DraftAt): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'deleteDraft', permission: 'order.raise' }, input, async (tx) => {
    const pad = await lockPadOf(tx, input.number)
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    const status = orderStatus(order.status)
    if (status !== 'draft') return refuse({ code: 'WRONG_STATUS', verb: 'delete', status })
    if (order.version !== input.version || order.edit !== input.revision) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    }
    const moved = await moveOrder(tx, act, order, 'cancel', { closedAt: act.now, closeReason: DRAFT_DELETED })
    if (!moved.ok) return moved
    const left = pad && (await leftOn(tx, pad))
    const kept =
      left && (left.any ? await keepPad(tx, act, left.pad, left.pad) : await closePad(tx, act, left.pad, true))
    return kept === null || kept.ok ? ok({ number: order.number }) : kept
  })
}

/** Whether orders with lines or pasted rows are left on a pad. */
async function leftOn(tx: Tx, pad: StoredPad): Promise<{ pad: StoredPad; any: boolean }> {
  const parts = await partsOfPad(tx, pad.id)
  return { pad, any: parts.some((part) => part.lines > 0) || (await countRows(tx, pad.id)) > 0 }
}
