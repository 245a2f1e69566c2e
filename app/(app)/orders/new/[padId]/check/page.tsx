import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { CheckPad } from '#components/orders/pad/check-pad.tsx'
import { UnusualQuantities } from '#components/orders/pad/unusual-quantities.tsx'
import { Main } from '#components/shell/main.tsx'
import { pageActor } from '#lib/access/session.ts'
import { padCheck } from '#lib/orders/raise/check.queries.ts'
import { submitPadAction, takePricesAction } from '#lib/orders/raise/raise.actions.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Check your answers' }

type Address = { params: Promise<{ padId: string }>; searchParams: Promise<Record<string, string>> }

/** Everything on the pad before it is submitted. Quantities far above the usual come between, once for each state of it. */
export default async function CheckPadPage({ params, searchParams }: Address) {
  const actor = await pageActor('checkPad')
  const { padId } = await params
  if (!isUuid(padId)) notFound()
  const check = await padCheck(actor, padId, systemClock())
  if (!check.ok) {
    if (check.refusal.code === 'PAD_CLOSED') redirect(`/orders/new/${padId}/done`)
    notFound()
  }
  if (check.value.parts.length === 0) redirect(`/orders/new/${padId}`)
  const { unusual, all } = await searchParams
  const seen = unusual === String(check.value.edit)
  if (check.value.unusual.length > 0 && !seen) {
    return (
      <Main>
        <UnusualQuantities padId={padId} edit={check.value.edit} lines={check.value.unusual} />
      </Main>
    )
  }
  return (
    <Main>
      <CheckPad
        check={check.value}
        trustId={actor.trustId}
        all={all !== undefined}
        submit={submitPadAction}
        takePrices={takePricesAction}
      />
    </Main>
  )
}
