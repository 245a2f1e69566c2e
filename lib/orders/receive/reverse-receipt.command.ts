import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { moveOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { moveStock } from '#lib/stock/movement.store.ts'
import { nextReceiptNumber } from '#lib/trusts/number.store.ts'
import { storedDate } from '#lib/values/dates.ts'
import { addReceived, loadLines } from './receipt.store.ts'
import type { ReverseReceipt } from './receive.schema.ts'

/**
 * Takes a receipt back as a whole: a second receipt with the same lines negative, the counts and the stock follow, and
 * an order that had closed is open again. The first receipt stays as it is; what of it was beyond the order and not decided
 * goes back. Refuses with ALREADY_REVERSED, with REVERSAL for a reversal, and with STOCK_MOVED_ON once somebody decided
 * on its over-delivery or on packs of it in quarantine.
 */
export async function reverseReceipt(act: Act, input: ReverseReceipt): Promise<Result<{ receiptNumber: string }>> {
  return commit(act, { name: 'reverseReceipt', permission: 'order.reverse_receipt' }, input, async (tx) => {
    const { trustId } = act.actor
    const receipt = await tx.receipt.findFirst({
      where: { number: input.receiptNumber },
      include: { receiptLines: { include: { overDelivery: true } } },
    })
    if (!receipt) return refuse({ code: 'NOT_FOUND', what: 'receipt' })
    const here = await mayAtStore(tx, act.actor, 'order.reverse_receipt', receipt.storeId)
    if (!here.ok) return here
    if (receipt.reversesId) return refuse({ code: 'REVERSAL' })
    const { lines } = await loadLines(
      tx,
      receipt.receiptLines.map((line) => line.orderLineId),
    )
    const again = await tx.receipt.findFirst({ where: { reversesId: receipt.id }, select: { id: true } })
    if (again) return refuse({ code: 'ALREADY_REVERSED' })
    if (receipt.receiptLines.some((line) => line.overDelivery?.decision)) return refuse({ code: 'STOCK_MOVED_ON' })
    const lineIds = receipt.receiptLines.map((line) => line.id)
    const released = await tx.quarantineDecision.count({ where: { receiptLineId: { in: lineIds } } })
    if (released > 0) return refuse({ code: 'STOCK_MOVED_ON' })
    const id = act.newId()
    const number = await nextReceiptNumber(tx, act)
    await tx.receipt.create({
      data: {
        trustId,
        id,
        number,
        supplierId: receipt.supplierId,
        supplierName: receipt.supplierName,
        storeId: receipt.storeId,
        receivedBy: act.actor.personId ?? '',
        receivedAt: act.now,
        reversesId: receipt.id,
        reversalReason: input.reason,
      },
    })
    const mirrored = receipt.receiptLines.map(({ overDelivery, ...line }) => ({
      ...line,
      id: act.newId(),
      receiptId: id,
      acceptedPacks: -line.acceptedPacks,
      rejectedPacks: 0,
      overPacks: 0,
    }))
    await tx.receiptLine.createMany({ data: mirrored })
    const held = receipt.receiptLines.flatMap((line) => (line.overDelivery ? [line.overDelivery.id] : []))
    const { count } = await tx.overDelivery.updateMany({
      where: { id: { in: held }, decision: null },
      data: { decision: 'return', decidedBy: act.actor.personId, decidedAt: act.now, reason: input.reason },
    })
    if (count !== held.length) return refuse({ code: 'STOCK_MOVED_ON' })
    const packs = new Map<string, number>()
    for (const line of mirrored) packs.set(line.orderLineId, (packs.get(line.orderLineId) ?? 0) + line.acceptedPacks)
    for (const [orderId, line] of new Map([...lines.values()].map((one) => [one.orderId, one]))) {
      const packsBack = mirrored.some((one) => one.orderId === orderId && one.acceptedPacks !== 0)
      if (line.orderStatus === 'closed' && packsBack) {
        const moved = await moveOrder(
          tx,
          act,
          { id: orderId, status: 'closed', version: line.orderVersion },
          'reopen',
          { closedAt: null, closeReason: '' },
        )
        if (!moved.ok) return moved
        audit(tx, {
          document: 'order',
          id: orderId,
          verb: 'REOPENED',
          data: { version: line.orderVersion, reason: input.reason },
        })
      }
      audit(tx, {
        document: 'order',
        id: orderId,
        verb: 'REVERSED',
        data: {
          version: line.orderVersion,
          receiptId: receipt.id,
          receiptNumber: receipt.number,
          reason: input.reason,
        },
      })
    }
    const added = await addReceived(tx, act, packs)
    if (!added.ok) return added
    await moveStock(
      tx,
      act,
      mirrored.map((line) => ({
        storeId: receipt.storeId,
        amppId: line.amppId,
        vmpId: line.vmpId,
        batch: line.batch,
        expiry: line.expiry && storedDate(line.expiry),
        quarantined: line.quarantined,
        unitsMilli: line.acceptedPacks * (lines.get(line.orderLineId)?.unitsMilli ?? 0),
        kind: 'reversal' as const,
        sourceId: line.id,
      })),
    )
    audit(tx, { document: 'receipt', id: receipt.id, verb: 'REVERSED', data: { by: number, reason: input.reason } })
    return ok({ receiptNumber: number })
  })
}
