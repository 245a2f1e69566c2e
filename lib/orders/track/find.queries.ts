import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { normaliseDocumentNumber, parseDocumentNumber } from '#lib/values/order-number.ts'

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

/** Suppliers whose name holds the words, ten at most. */
export async function findSuppliers(actor: Actor, text: string): Promise<{ id: string; name: string }[]> {
  if (!may(actor, 'supplier.view')) return []
  return withTrust(actor, (tx) =>
    tx.supplier.findMany({
      where: { name: { contains: text, mode: 'insensitive' } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
      take: 10,
    }),
  )
}
