import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EndOrder } from '#components/orders/order/end-order.tsx'
import { orderSentence } from '#components/orders/order/order-words.ts'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

type Props = { params: Promise<{ orderNumber: string }>; searchParams: Promise<{ line?: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Cancel or close order ${(await params).orderNumber}` }
}

export default async function EndOrderPage({ params, searchParams }: Props) {
  const actor = await pageActor('endOrder')
  const now = systemClock()
  const order = await orderPage(actor, now, (await params).orderNumber)
  if (!order) notFound()
  return (
    <Main>
      <PageHead
        back={{ href: `/orders/${order.number}`, words: `Order ${order.number}` }}
        title="Cancel or close"
        standfirst={orderSentence(order, now, may(actor, 'order.send'))}
      />
      <EndOrder order={order} trustId={actor.trustId} lineId={(await searchParams).line} />
    </Main>
  )
}
