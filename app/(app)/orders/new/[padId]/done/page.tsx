import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { PadDone } from '#components/orders/pad/pad-done.tsx'
import { Main } from '#components/shell/main.tsx'
import { pageActor } from '#lib/access/session.ts'
import { reopenReturnedAction } from '#lib/orders/raise/raise.actions.ts'
import { submittedOrders } from '#lib/orders/raise/submitted.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Orders submitted' }

export default async function PadSubmittedPage({ params }: { params: Promise<{ padId: string }> }) {
  const actor = await pageActor('padSubmitted')
  const { padId } = await params
  if (!isUuid(padId)) notFound()
  const closed = await submittedOrders(actor, padId)
  if (!closed.ok) notFound()
  if (closed.value.closedAt === null) redirect(`/orders/new/${padId}`)
  return (
    <Main>
      <PadDone pad={closed.value} trustId={actor.trustId} reopen={reopenReturnedAction} now={systemClock()} />
    </Main>
  )
}
