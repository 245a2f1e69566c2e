import type { Metadata } from 'next'
import { FormularyTable } from '#components/catalogue/formulary-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { ENTRIES_A_PAGE, listFormulary } from '#lib/catalogue/formulary/formulary.queries.ts'
import { FORMULARY_CODES, FORMULARY_STATUSES } from '#lib/catalogue/formulary/formulary.rules.ts'
import { FORMULARY_WHEN, type FormularyAddress, formularyAddress } from '#lib/catalogue/formulary/formulary.schema.ts'
import { mayLoad } from '#lib/files/kind.rules.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Formulary' }

const HERE = '/catalogue/formulary'

export default async function FormularyPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('formulary')
  const address = { ...formularyAddress.parse(await searchParams), vmp: '' }
  const { entries, after } = await listFormulary(actor, address, systemClock())
  const filtered = address.q !== '' || address.status !== '' || address.when !== 'now'
  return (
    <Main density="desk">
      <PageHead
        title="Formulary"
        standfirst={
          actor.trustKind === 'hub'
            ? 'Each trust keeps its own formulary.'
            : 'What your trust may use: criteria are shown, reasons asked and orders refused by it.'
        }
        back={{ href: '/catalogue', words: 'Catalogue' }}
      />
      <FilterForm action={HERE} label="Filter the formulary" clear={filtered ? HERE : undefined} section>
        <TextInput name="q" label="Medicine" defaultValue={address.q} />
        <Select
          name="status"
          label="Status"
          choices={[
            { value: '', label: 'Any' },
            ...FORMULARY_CODES.map((value) => ({ value, label: FORMULARY_STATUSES[value] })),
          ]}
          defaultValue={address.status}
        />
        <Select
          name="when"
          label="Entries"
          choices={Object.entries(FORMULARY_WHEN).map(([value, label]) => ({ value, label }))}
          defaultValue={address.when}
        />
      </FilterForm>
      {entries.length === 0 ? (
        <Nothing filtered={filtered} loads={actor.trustKind === 'trust' && mayLoad(actor, 'formulary')} />
      ) : (
        <>
          <FormularyTable
            caption={FORMULARY_WHEN[address.when]}
            entries={entries}
            medicine
            edit={actor.trustKind === 'trust' && may(actor, 'formulary.edit')}
          />
          <TakeList list="formulary" query={filtersOf(address)} what="these entries" />
        </>
      )}
      <Pagination
        label="Pages of the formulary"
        newer={address.after === '' ? undefined : `${HERE}?${new URLSearchParams(filtersOf(address))}`}
        older={after === null ? undefined : `${HERE}?${new URLSearchParams({ ...filtersOf(address), after })}`}
        words={{ newer: 'First page', older: `Next ${ENTRIES_A_PAGE}` }}
      />
    </Main>
  )
}

function filtersOf({ q, status, when }: FormularyAddress): Record<string, string> {
  return { ...(q === '' ? {} : { q }), ...(status === '' ? {} : { status }), when }
}

function Nothing({ filtered, loads }: { filtered: boolean; loads: boolean }) {
  if (filtered) return <EmptyState title="Nothing found">No entry of the formulary fits.</EmptyState>
  return (
    <EmptyState title="The formulary is empty">
      {loads ? (
        <Link href="/settings/loads/new?kind=formulary">Load a file of the formulary</Link>
      ) : (
        'Nothing is restricted, and no reason is asked, as long as it says nothing.'
      )}
    </EmptyState>
  )
}
