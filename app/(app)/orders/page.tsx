import type { Metadata } from 'next'
import { OrderList } from '#components/orders/list/order-list.tsx'
import { DeletedPad } from '#components/orders/pad/deleted-pad.tsx'
import { pageActor } from '#lib/access/session.ts'
import { discardedPad } from '#lib/orders/raise/pads.queries.ts'
import { readOrderList } from '#lib/orders/track/order-list.schema.ts'
import { orderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Orders' }

export default async function OrdersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('orders')
  const asked = await searchParams
  const { address, errors, typed } = readOrderList(asked)
  const now = systemClock()
  const screen = await orderListScreen(actor, now, errors.length > 0 ? null : address)
  const gone = asked.deleted && isUuid(asked.deleted) ? await discardedPad(actor, asked.deleted) : null
  const deleted = gone && <DeletedPad {...gone} trustId={actor.trustId} />
  return <OrderList {...{ actor, now, address, errors, typed, screen, deleted }} />
}
