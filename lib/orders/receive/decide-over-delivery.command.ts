import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { moveStock } from '#lib/stock/movement.store.ts'
import { storedDate } from '#lib/values/dates.ts'
import type { DecideOverDelivery } from './receive.schema.ts'

/**
 * Decides on packs beyond the order: kept, they count as received and come into stock; returned, they leave with the
 * supplier. Not by the person who booked them in (OWN_COUNT). Decided once (OVER_DECIDED).
 */
export async function decideOverDelivery(
  act: Act,
  input: DecideOverDelivery,
): Promise<Result<{ receiptNumber: string }>> {
  const kind = { name: 'decideOverDelivery', permission: 'order.decide_over_delivery' } as const
  return commit(act, kind, input, async (tx) => {
    const found = await tx.overDelivery.findFirst({
      where: { id: input.id },
      include: { receiptLine: { include: { receipt: true } }, orderLine: true },
    })
    if (!found) return refuse({ code: 'NOT_FOUND', what: 'over-delivery' })
    const here = await mayAtStore(tx, act.actor, 'order.decide_over_delivery', found.receiptLine.receipt.storeId)
    if (!here.ok) return here
    if (found.foundBy === act.actor.personId) return refuse({ code: 'OWN_COUNT' })
    const { count } = await tx.overDelivery.updateMany({
      where: { trustId: act.actor.trustId, id: found.id, decision: null },
      data: { decision: input.decision, decidedBy: act.actor.personId, decidedAt: act.now, reason: input.reason },
    })
    if (count === 0) return refuse({ code: 'OVER_DECIDED' })
    const { receiptLine, orderLine } = found
    if (input.decision === 'keep') {
      await tx.orderLine.updateMany({
        where: { trustId: act.actor.trustId, id: orderLine.id },
        data: { overPacks: { increment: found.packs }, receivedPacks: { increment: found.packs } },
      })
      await moveStock(tx, act, [
        {
          storeId: receiptLine.receipt.storeId,
          amppId: receiptLine.amppId,
          vmpId: receiptLine.vmpId,
          batch: receiptLine.batch,
          expiry: receiptLine.expiry && storedDate(receiptLine.expiry),
          quarantined: receiptLine.quarantined,
          unitsMilli: found.packs * Number(orderLine.unitsMilli),
          kind: 'over_delivery',
          sourceId: found.id,
        },
      ])
    }
    const data = { packs: found.packs, lineId: orderLine.id, decision: input.decision, reason: input.reason }
    audit(tx, { document: 'order', id: orderLine.orderId, verb: 'OVER_DECIDED', data })
    audit(tx, { document: 'receipt', id: receiptLine.receiptId, verb: 'OVER_DECIDED', data })
    return ok({ receiptNumber: receiptLine.receipt.number })
  })
}
