import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder, moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result } from '#lib/result.ts'
import type { DeletedDraft } from './create-orders.schema.ts'
import { mayRestore } from './deleted.rules.ts'
import { giveOwnPad, lockPadOf } from './own-pad.store.ts'
import { keepPad } from './pad.store.ts'

/**
 * Brings one deleted draft back as it was: on its pad while that is open, else on a pad of its own. Refuses NOT_FOUND,
 * and WRONG_STATUS for whatever is no deleted draft, one that is back already among them.
 */
export async function restoreDraft(act: Act, input: DeletedDraft): Promise<Result<{ number: string; padId: string }>> {
  return commit(act, { name: 'restoreDraft', permission: 'order.raise' }, input, async (tx) => {
    const pad = await lockPadOf(tx, input.number)
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    const { number, closeReason, submittedAt, orderLines: lines } = order
    const may = mayRestore({ status: orderStatus(order.status), closeReason, submitted: submittedAt !== null, lines })
    if (!may.ok) return may
    const moved = await moveOrder(tx, act, order, 'restore', { closedAt: null, closeReason: '' })
    if (!moved.ok) return moved
    if (pad && order.padId === pad.id) {
      const kept = await keepPad(tx, act, pad, pad)
      return kept.ok ? ok({ number, padId: pad.id }) : kept
    }
    const own = await giveOwnPad(tx, act, { id: order.id, version: order.version, status: 'draft' }, order)
    return own.ok ? ok({ number, padId: own.value.padId }) : own
  })
}
