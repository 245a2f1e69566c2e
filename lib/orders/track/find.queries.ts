import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { normaliseDocumentNumber, parseDocumentNumber } from '#lib/values/order-number.ts'

/** A supplier or a batch that a search found. */
export type Found = {
  suppliers: { id: string; name: string }[]
  batches: { batch: string; product: string; receiptNumber: string }[]
}

/** The page of the document whose number was typed, however it was typed; null when it is no number of this trust. */
export async function documentAt(actor: Actor, text: string): Promise<string | null> {
  const number = normaliseDocumentNumber(text)
  const parsed = number === null ? null : parseDocumentNumber(number)
  if (!number || !parsed) return null
  return withTrust(actor, async (tx) => {
    if (parsed.series === 'PH' && may(actor, 'order.view')) {
      return (await tx.purchaseOrder.count({ where: { trustId: actor.trustId, number } })) > 0
        ? `/orders/${number}`
        : null
    }
    if (parsed.series === 'GRN' && may(actor, 'delivery.view')) {
      return (await tx.receipt.count({ where: { trustId: actor.trustId, number } })) > 0
        ? `/deliveries/${number}`
        : null
    }
    return null
  })
}

/** Suppliers whose name holds the words, and receipts of exactly this batch; ten of each at most. */
export async function findSuppliersAndBatches(actor: Actor, text: string): Promise<Found> {
  return withTrust(actor, async (tx) => {
    const suppliers = may(actor, 'supplier.view')
      ? await tx.supplier.findMany({
          where: { name: { contains: text, mode: 'insensitive' } },
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
          take: 10,
        })
      : []
    const batches = may(actor, 'delivery.view')
      ? await tx.receiptLine.findMany({
          where: { trustId: actor.trustId, batch: text.trim(), acceptedPacks: { gt: 0 } },
          select: { batch: true, orderLine: { select: { productName: true } }, receipt: { select: { number: true } } },
          orderBy: { id: 'desc' },
          take: 10,
        })
      : []
    return {
      suppliers,
      batches: batches.map((row) => ({
        batch: row.batch,
        product: row.orderLine.productName,
        receiptNumber: row.receipt.number,
      })),
    }
  })
}
