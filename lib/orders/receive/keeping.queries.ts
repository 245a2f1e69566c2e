import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type KeepingView, keepingView } from './keep.store.ts'

/**
 * What keeping the undecided packs of a goods received note would take, by over-delivery, for who may decide on them and
 * did not count them; empty for everybody else and for another trust's note.
 */
export async function keepingOfNote(
  actor: Actor,
  receiptId: string,
  now: Date,
): Promise<ReadonlyMap<string, KeepingView>> {
  const found = new Map<string, KeepingView>()
  if (!may(actor, 'order.decide_over_delivery')) return found
  return withTrust(actor, async (tx) => {
    const rows = await tx.overDelivery.findMany({
      where: { trustId: actor.trustId, decision: null, receiptLine: { receiptId } },
      include: { receiptLine: { include: { receipt: true } }, orderLine: { include: { order: true } } },
    })
    for (const { id, packs, foundBy, receiptLine, orderLine } of rows) {
      if (foundBy === actor.personId) continue
      const { order, ...line } = orderLine
      const over = { packs, foundBy, storeId: receiptLine.receipt.storeId }
      found.set(id, await keepingView(tx, { actor, now }, over, order, line))
    }
    return found
  })
}
