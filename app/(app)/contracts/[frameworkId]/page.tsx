import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AwardTable } from '#components/contracts/award-table.tsx'
import { groupWords } from '#components/contracts/contract-words.ts'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { pageActor } from '#lib/access/session.ts'
import { categoryWords } from '#lib/contracts/contract-names.rules.ts'
import { frameworkLines } from '#lib/contracts/contracts.queries.ts'
import { type FrameworkAddress, frameworkAddress, LINE_VIEWS, type LineView } from '#lib/contracts/contracts.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

type Place = { params: Promise<{ frameworkId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (frameworkId: string, asked: string) => {
  const actor = await pageActor('framework')
  const address = frameworkAddress.parse(JSON.parse(asked))
  return {
    address,
    found: isUuid(frameworkId) ? await frameworkLines(actor, frameworkId, address, systemClock()) : null,
  }
})

const readPlace = async ({ params, searchParams }: Place) =>
  read((await params).frameworkId, JSON.stringify(await searchParams))

export async function generateMetadata(place: Place): Promise<Metadata> {
  const { found } = await readPlace(place)
  return { title: found?.framework.reference ?? 'Framework' }
}

const VIEWS = Object.keys(LINE_VIEWS) as LineView[]

function href(id: string, address: Partial<FrameworkAddress>): string {
  const entries = Object.entries(address).filter(([, value]) => value !== '')
  return `/contracts/${id}${entries.length > 0 ? `?${new URLSearchParams(entries)}` : ''}`
}

export default async function FrameworkPage(place: Place) {
  const actor = await pageActor('framework')
  const { address, found } = await readPlace(place)
  if (!found) notFound()
  const { framework, counts, lines, after, groups } = found
  const hub = actor.trustKind === 'hub'
  return (
    <Main density="desk">
      <PageHead
        title={framework.reference}
        kicker={categoryWords(framework.category)}
        standfirst={`${formatCounted(counts.now, 'line is', 'lines are')} in force for ${hub ? 'the region' : 'your trust'}, ${counts.coming === 0 ? 'none is' : formatCounted(counts.coming, 'is', 'are')} to come. ${groupWords(groups, hub)}`}
        back={{ href: '/contracts', words: 'Contracts' }}
      />
      <FilterForm
        action={`/contracts/${framework.id}`}
        label="Filter lines"
        hidden={{ view: address.view }}
        clear={address.q === '' ? undefined : href(framework.id, { view: address.view })}
        section
      >
        <TextInput name="q" label="Product or supplier" defaultValue={address.q} />
      </FilterForm>
      <div className="app-section">
        <Chips
          label="Views of the lines"
          chips={VIEWS.map((view) => ({
            label: LINE_VIEWS[view],
            href: href(framework.id, { view, q: address.q }),
            count: counts[view],
            current: view === address.view,
          }))}
        >
          Sorted by product
        </Chips>
      </div>
      {lines.length === 0 ? (
        <EmptyState title="No lines here">
          {address.q === '' ? 'Choose another view above.' : `Nothing fits “${address.q}”.`}
        </EmptyState>
      ) : (
        <>
          <AwardTable
            caption={`Lines of ${framework.reference}: ${LINE_VIEWS[address.view]}`}
            lines={lines}
            group={hub}
          />
          <TakeList
            list="contract-lines"
            query={{ framework: framework.id, view: address.view, q: address.q }}
            what="these lines"
          />
        </>
      )}
      <Pagination
        label="Pages of lines"
        newer={address.after === '' ? undefined : href(framework.id, { view: address.view, q: address.q })}
        older={after === null ? undefined : href(framework.id, { view: address.view, q: address.q, after })}
        words={{ newer: 'First page', older: 'Next 50' }}
      />
    </Main>
  )
}
