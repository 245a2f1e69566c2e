import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { type Result, refuse } from '#lib/result.ts'
import { orderedPacks, packsThatLeft } from './copy.store.ts'
import { type FilledPad, openFilledPad } from './fill-pad.store.ts'
import type { CopyOrder } from './pad.schema.ts'

/**
 * Opens a new pad with the packs and quantities of an order, whatever became of it, for the same store and cost centre:
 * from whoever has the best price today. What cannot be ordered any more is a row on the pad that says why. Refuses
 * NOT_FOUND for the order of another trust, where nothing left again that should be ordered again (`only`), and where its store or cost centre is no longer in use.
 */
export async function copyOrder(act: Act, input: CopyOrder): Promise<Result<FilledPad>> {
  return commit(act, { name: 'copyOrder', permission: 'order.raise' }, input, async (tx) => {
    const order = await tx.purchaseOrder.findFirst({ where: { trustId: act.actor.trustId, number: input.number } })
    if (!order) return refuse({ code: 'NOT_FOUND', what: 'order' })
    const proposals = input.only ? await packsThatLeft(tx, order) : await orderedPacks(tx, order.id)
    if (proposals.length === 0 && input.only) return refuse({ code: 'NOT_FOUND', what: 'pack that left again' })
    return openFilledPad(tx, act, order, proposals)
  })
}
