import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ChangeDecision } from '#components/contracts/change-decision.tsx'
import { ChangeFacts, changesSentence } from '#components/contracts/change-facts.tsx'
import { ChangeTable } from '#components/contracts/change-table.tsx'
import { TouchedOrders, TouchedTemplates } from '#components/contracts/change-touched.tsx'
import { KnownPacks } from '#components/contracts/known-packs.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Grid, Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type ChangesPage, changesPage } from '#lib/contracts/changes/changes.queries.ts'
import {
  CHANGE_VIEWS,
  type ChangesAddress,
  type ChangeView,
  changesAddress,
} from '#lib/contracts/changes/changes.schema.ts'
import { daysWords } from '#lib/contracts/changes/changes-mail.rules.ts'
import { packsKnown } from '#lib/contracts/load/by-words.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatCounted, formatDateTime } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

type Place = { params: Promise<{ loadId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (loadId: string, asked: string) => {
  const actor = await pageActor('changes')
  const address = changesAddress.parse(JSON.parse(asked))
  const page = isUuid(loadId) ? await changesPage(actor, loadId, address, systemClock()) : null
  return { actor, address, page }
})

const readPlace = async ({ params, searchParams }: Place) =>
  read((await params).loadId, JSON.stringify(await searchParams))

const titleOf = (page: ChangesPage, hub: boolean) => `What changes${hub ? '' : ' for us'} ${daysWords(page)}`

export async function generateMetadata(place: Place): Promise<Metadata> {
  const { page, actor } = await readPlace(place)
  return { title: page ? titleOf(page, actor.trustKind === 'hub') : 'What changes' }
}

export default async function ChangesOfCatalogue(place: Place) {
  const actor = await pageActor('changes')
  const { address, page } = await readPlace(place)
  if (!page) notFound()
  const hub = actor.trustKind === 'hub'
  const known = await packsKnown(actor, page.loadId)
  return (
    <Main density="desk">
      <PageHead
        title={titleOf(page, hub)}
        standfirst={changesSentence(page, hub)}
        back={{ href: '/contracts', words: 'Contracts' }}
      />
      <ChangeDecision page={page} trustId={actor.trustId} />
      <ChangeFacts page={page} />
      {known && <KnownPacks meant={known} />}
      {hub ? <AllLines page={page} address={address} /> : <OurLines page={page} address={address} />}
      <Grid>
        {!hub && !address.view && (
          <div className="app-c6">
            <TouchedOrders orders={page.orders} />
            <TouchedTemplates templates={page.templates} />
          </div>
        )}
        <Section id="source" title="Where this comes from" columns={6}>
          <SummaryList small rows={sourceOf(page)} />
        </Section>
      </Grid>
    </Main>
  )
}

const address = (page: ChangesPage, view?: ChangeView, no = 1) =>
  `/contracts/changes/${page.loadId}${view ? `?view=${view}${no > 1 ? `&page=${no}` : ''}` : ''}`

function OurLines({ page, address: asked }: { page: ChangesPage; address: ChangesAddress }) {
  if (!page.totals)
    return <EmptyState title="Being worked out">What these prices come to at our use is being worked out.</EmptyState>
  const { lines, act, unused } = page.totals
  const counts = { act, rest: lines - act, unused } as const
  const views = ['act', 'rest', 'unused'] as const
  const view = asked.view === 'all' ? undefined : asked.view
  return (
    <>
      <div className="app-section">
        <Chips
          label="Views of the lines"
          chips={[
            { label: 'Overview', href: address(page), current: !view },
            ...views.map((one) => ({
              label: CHANGE_VIEWS[one],
              href: address(page, one),
              count: counts[one],
              current: one === view,
            })),
          ]}
        >
          Largest effect first
        </Chips>
      </div>
      {(!view || view === 'act') && (
        <Section id="act" title={`Act before: ${formatCounted(act, 'line')}`}>
          {page.act.length === 0 ? (
            <p>None of our lines needs an act.</p>
          ) : (
            <ChangeTable caption="Lines that need an act before they change" lines={page.act} hub={false} />
          )}
        </Section>
      )}
      {(!view || view === 'rest' || view === 'unused') && (
        <Section
          id="rest"
          title={
            view === 'unused'
              ? `Lines we do not buy: ${formatCount(unused)}`
              : `Nothing to do: ${formatCounted(lines - act, 'line')}`
          }
        >
          {page.rest.length === 0 ? (
            <p>There are none.</p>
          ) : (
            <ChangeTable caption="Lines that change without an act, largest first" lines={page.rest} hub={false} />
          )}
        </Section>
      )}
      <TakeList list="contract-changes" query={{ load: page.loadId, view: view ?? 'all' }} what="what changes" />
      {view && <Pages page={page} address={asked} view={view} />}
    </>
  )
}

function AllLines({ page, address: asked }: { page: ChangesPage; address: ChangesAddress }) {
  return (
    <Section id="lines" title={`Lines that change: ${formatCount(page.lines)}`}>
      <ChangeTable caption="Lines that change, in the order of the file" lines={page.rest} hub />
      <TakeList list="contract-changes" query={{ load: page.loadId, view: 'all' }} what="what changes" />
      <Pages page={page} address={asked} view="all" />
    </Section>
  )
}

function Pages({ page, address: asked, view }: { page: ChangesPage; address: ChangesAddress; view: ChangeView }) {
  return (
    <Pagination
      label="Pages of lines"
      newer={asked.page > 1 ? address(page, view, asked.page - 1) : undefined}
      older={page.more ? address(page, view, asked.page + 1) : undefined}
      words={{ newer: 'Before', older: 'Next 50' }}
    />
  )
}

function sourceOf(page: ChangesPage) {
  const { decision } = page
  const loadedBy = decision ? `${decision.chosenBy}, ${formatDateTime(decision.chosenAt)}` : page.ownerName
  const agreed = page.agreedAt
    ? `${decision?.agreedBy ?? 'A second person there'}, ${formatDateTime(page.agreedAt)}`
    : 'Nobody yet'
  return [
    { label: 'File', value: `${page.fileName}, ${formatCounted(page.rows, 'row')}` },
    { label: 'Loaded by', value: loadedBy },
    { label: 'Agreed by', value: agreed },
    { label: 'Fingerprint', value: <code className="app-code">{page.sha256}</code> },
    { label: 'Old prices', value: 'Closed the day before, never overwritten' },
  ]
}
