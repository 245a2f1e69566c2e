import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { OrderPad } from '#components/orders/pad/order-pad.tsx'
import { Main } from '#components/shell/main.tsx'
import { pageActor } from '#lib/access/session.ts'
import { padView } from '#lib/orders/raise/pad.queries.ts'
import { padChoices } from '#lib/orders/raise/pads.queries.ts'
import { discardPadAction } from '#lib/orders/raise/raise.actions.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatWeekdayDate } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Raise an order' }

export default async function OrderPadPage({ params }: { params: Promise<{ padId: string }> }) {
  const actor = await pageActor('orderPad')
  const { padId } = await params
  if (!isUuid(padId)) notFound()
  const now = systemClock()
  const view = await padView(actor, padId, now)
  if (!view.ok) {
    if (view.refusal.code === 'PAD_CLOSED') redirect(`/orders/new/${padId}/done`)
    notFound()
  }
  const choices = await padChoices(actor, view.value.head)
  if (!choices.ok) notFound()
  return (
    <Main>
      <OrderPad
        view={view.value}
        trustId={actor.trustId}
        personId={actor.personId ?? ''}
        choices={choices.value}
        discard={discardPadAction}
        today={formatWeekdayDate(londonDate(now))}
        drawnAt={now.getTime()}
      />
      <noscript>
        <p className="app-note app-note--care">
          <b>The order pad needs JavaScript.</b> Lists, approvals and everything else work without it.
        </p>
      </noscript>
    </Main>
  )
}
