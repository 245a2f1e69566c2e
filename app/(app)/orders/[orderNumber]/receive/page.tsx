import { notFound, redirect } from 'next/navigation'
import { pageActor } from '#lib/access/session.ts'
import { deskOfOrder } from '#lib/orders/receive/desk.queries.ts'

/** An order is booked in at the desk of its supplier and store, its lines first: one delivery may hold several orders. */
export default async function ReceiveOrderPage({ params }: { params: Promise<{ orderNumber: string }> }) {
  const actor = await pageActor('receiveOrder')
  const desk = await deskOfOrder(actor, (await params).orderNumber)
  if (!desk) notFound()
  redirect(`/deliveries/book/${desk.supplierId}?${new URLSearchParams({ store: desk.storeId, order: desk.number })}`)
}
