import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TakeList } from '#components/lists/take-list.tsx'
import { ApprovalsList } from '#components/orders/approve/approvals-list.tsx'
import { TakeBack } from '#components/orders/approve/take-back.tsx'
import { isOwn, OrderActs } from '#components/orders/order/order-acts.tsx'
import { OrderAgain } from '#components/orders/order/order-again.tsx'
import { OrderFacts } from '#components/orders/order/order-facts.tsx'
import { OrderLines } from '#components/orders/order/order-lines.tsx'
import { OrderDocuments, OrderHistory, OrderReceipts } from '#components/orders/order/order-records.tsx'
import { OrderSteps } from '#components/orders/order/order-steps.tsx'
import { OrderWentBack } from '#components/orders/order/order-went-back.tsx'
import { orderSentence } from '#components/orders/order/order-words.ts'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Grid, Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { orderApprovals } from '#lib/orders/approve/approvals.queries.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

type Props = { params: Promise<{ orderNumber: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Order ${(await params).orderNumber}` }
}

export default async function OrderPage({ params }: Props) {
  const actor = await pageActor('orderPage')
  const now = systemClock()
  const order = await orderPage(actor, now, (await params).orderNumber)
  if (!order) notFound()
  const approvals = await orderApprovals(actor, now, order.id)
  const waits = order.status === 'awaiting_approval' && !order.sentAt
  const mine = waits && may(actor, 'order.raise') && actor.personId === order.raisedById
  return (
    <Main>
      <PageHead
        back={{ href: '/orders', words: 'Orders' }}
        title={
          <>
            Order <span className="app-nowrap">{order.number}</span>
          </>
        }
        standfirst={orderSentence(order, now, may(actor, 'order.send'))}
        actions={<OrderActs order={order} actor={actor} />}
        more={
          may(actor, 'order.raise') &&
          order.lines.length > 0 && <OrderAgain number={order.number} trustId={actor.trustId} />
        }
      />
      <OrderFacts order={order} />
      <Section id="steps" title="Where this order is" headingHidden>
        <OrderSteps order={order} />
      </Section>
      <Section id="lines" title="Lines">
        <OrderLines
          order={order}
          may={{
            close: may(actor, 'order.close'),
            acknowledge: may(actor, 'order.acknowledge'),
            again: may(actor, 'order.raise'),
            why: may(actor, 'contract.view'),
          }}
        />
        <TakeList list="lines-of-order" query={{ number: order.number }} what="these lines" />
      </Section>
      <OrderWentBack
        order={order}
        trustId={actor.trustId}
        linked={may(actor, 'delivery.view')}
        mayRaise={may(actor, 'order.raise')}
      />
      {approvals.length > 0 && (
        <Section id="approvals" title="Who agrees">
          <ApprovalsList approvals={approvals} />
          {mine && <TakeBack number={order.number} version={order.version} trustId={actor.trustId} />}
        </Section>
      )}
      <Grid>
        <Section id="documents" title="Documents" columns={7}>
          <OrderDocuments order={order} />
        </Section>
        <Section id="deliveries" title="Deliveries" columns={5}>
          <OrderReceipts
            order={order}
            own={may(actor, 'order.receive') && isOwn(order, actor)}
            linked={may(actor, 'delivery.view')}
          />
        </Section>
      </Grid>
      <Section id="history" title="History">
        <OrderHistory order={order} />
      </Section>
    </Main>
  )
}
