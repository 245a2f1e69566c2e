import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { Proposal } from './fill-pad.store.ts'

/** What an order asked for, as it was meant: lines that the supplier's answer put in the place of others are left out. */
export async function orderedPacks(tx: Tx, orderId: string): Promise<Proposal[]> {
  const lines = await tx.orderLine.findMany({
    where: { orderId, OR: [{ replacesLineId: null }, { replacesLine: { orderId: { not: orderId } } }] },
    orderBy: { lineNo: 'asc' },
    select: { amppId: true, productName: true, packText: true, packs: true, ownNote: true },
  })
  return lines.map(({ amppId, productName, packText, packs, ownNote }) => {
    return { amppId, product: `${productName}, ${packText}`, packs, note: ownNote }
  })
}
