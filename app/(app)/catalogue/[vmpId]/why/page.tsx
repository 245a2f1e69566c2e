import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReasonForm, ReasonOthers, ReasonSays } from '#components/contracts/price-reason.tsx'
import { HelpWith } from '#components/help/help-with.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { priceReason } from '#lib/contracts/reason.queries.ts'
import { readReason } from '#lib/contracts/reason.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'

export const metadata: Metadata = { title: 'Why this price' }

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

export default async function PriceWhyPage({ params, searchParams }: Place) {
  const actor = await pageActor('priceWhy')
  const { vmpId } = await params
  const { asked, errors, typed } = readReason(await searchParams)
  const wrong = errors.length > 0
  if (actor.trustKind === 'hub') return <ForTrusts />
  const view = isDmdId(vmpId) ? await priceReason(actor, vmpId, { asked, now: systemClock() }) : null
  if (!view) notFound()
  const back = may(actor, 'catalogue.view')
    ? { href: `/catalogue/${vmpId}`, words: view.name }
    : { href: '/contracts', words: 'Contracts' }
  return (
    <Main>
      <PageHead
        title="Why this price"
        standfirst={`${view.name}, ${view.pack.packText}, ${packMake(view.pack)}`}
        back={back}
      />
      {wrong && <FilterSummary errors={errors} />}
      {!wrong && view.reason && <ReasonSays view={view} />}
      {!wrong && view.vendor === null && (
        <EmptyState title="Nobody is known to sell it">
          No contract and no price on file names a supplier for this pack. Choose a supplier, or enter a price on file.
        </EmptyState>
      )}
      <ReasonForm view={view} errors={errors} typed={typed} />
      {!wrong && view.reason && <ReasonOthers view={view} />}
      <div className="app-section">
        <HelpWith topic="price" />
        <HelpWith topic="buying-group" />
      </div>
    </Main>
  )
}

function ForTrusts() {
  return (
    <Main>
      <PageHead
        title="Why this price"
        standfirst="A price has its reason at the trust that buys: its buying groups, its prices on file, its orders."
        back={{ href: '/catalogue', words: 'Catalogue' }}
      />
    </Main>
  )
}
