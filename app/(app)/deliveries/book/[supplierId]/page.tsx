import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeliveryDesk } from '#components/deliveries/desk/delivery-desk.tsx'
import { Main } from '#components/shell/main.tsx'
import { BackLink } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { deliveryDesk } from '#lib/orders/receive/desk.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { normaliseDocumentNumber } from '#lib/values/order-number.ts'

type Props = { params: Promise<{ supplierId: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Book in a delivery' }

export default async function DeliveryDeskPage({ params, searchParams }: Props) {
  const actor = await pageActor('deliveryDesk')
  const now = systemClock()
  const [{ supplierId }, { store, order = '' }] = await Promise.all([params, searchParams])
  const desk = await deliveryDesk(actor, now, { supplierId, storeId: store ?? null })
  if (!desk) notFound()
  return (
    <Main>
      <div className="app-hand app-bench">
        <BackLink href="/deliveries">Deliveries</BackLink>
        <noscript>
          <p className="app-note app-note--care">
            <b>Booking in needs scripts.</b> Allow them for this site, or use another browser.
          </p>
        </noscript>
        <DeliveryDesk drawn={desk} first={normaliseDocumentNumber(order)} drawnAt={now.toISOString()} />
      </div>
    </Main>
  )
}
