import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { packsBack } from '#lib/orders/order/went-back.rules.ts'
import { wentBackOf } from '#lib/orders/order/went-back.store.ts'
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

/** What of an order was received, left again from quarantine and was not ordered again since, to be ordered again. */
export async function packsThatLeft(
  tx: Tx,
  order: { trustId: string; id: string; number: string },
): Promise<Proposal[]> {
  const back = (await wentBackOf(tx, order.trustId, order.id)).filter((one) => one.again === null)
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id, id: { in: back.map((one) => one.lineId) } },
    orderBy: { lineNo: 'asc' },
    select: { id: true, amppId: true, productName: true, packText: true },
  })
  return lines.map(({ id, amppId, productName, packText }) => ({
    ...{ amppId, product: `${productName}, ${packText}`, note: `For what left again of ${order.number}` },
    packs: packsBack(back.filter((one) => one.lineId === id)),
  }))
}
