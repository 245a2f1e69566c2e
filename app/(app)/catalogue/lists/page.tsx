import type { Metadata } from 'next'
import { ListingTable } from '#components/catalogue/listing-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { pageActor } from '#lib/access/session.ts'
import { LISTED_A_PAGE, listListings } from '#lib/catalogue/listed/listed.queries.ts'
import { LIST_CODES, LISTS } from '#lib/catalogue/listed/listed.rules.ts'
import { LISTED_BY, LISTED_WHEN, type ListedAddress, listedAddress } from '#lib/catalogue/listed/listed.schema.ts'
import { mayLoad } from '#lib/files/kind.rules.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Medicine lists' }

const HERE = '/catalogue/lists'

export default async function MedicineListsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('medicineLists')
  const address = { ...listedAddress.parse(await searchParams), vmp: '' }
  const { entries, after } = await listListings(actor, address, systemClock())
  const query = filtersOf(address)
  const filtered = Object.keys(query).length > 1 || address.when !== 'now'
  return (
    <Main density="desk">
      <PageHead
        title="Medicine lists"
        standfirst="What dm+d does not say: fridge, hazardous, biosimilar, tariff-excluded, Blueteq and AWaRe, each with its source and its days. Lists only ever add to what is known of a pack."
        back={{ href: '/catalogue', words: 'Catalogue' }}
        actions={
          mayLoad(actor, 'lists') && (
            <ButtonLink href="/settings/loads/new?kind=lists" kind="secondary">
              Load a list
            </ButtonLink>
          )
        }
      />
      <FilterForm action={HERE} label="Filter the lists" clear={filtered ? HERE : undefined} section>
        <TextInput name="q" label="Medicine or source" defaultValue={address.q} />
        <Select
          name="list"
          label="List"
          choices={[{ value: '', label: 'Any' }, ...LIST_CODES.map((value) => ({ value, label: LISTS[value] }))]}
          defaultValue={address.list}
        />
        {actor.trustKind === 'trust' && (
          <Select
            name="by"
            label="Loaded by"
            choices={[{ value: '', label: 'Any' }, ...choicesOf(LISTED_BY)]}
            defaultValue={address.by}
          />
        )}
        <Select name="when" label="Entries" choices={choicesOf(LISTED_WHEN)} defaultValue={address.when} />
      </FilterForm>
      {entries.length === 0 ? (
        <EmptyState title={filtered ? 'Nothing found' : 'No lists yet'}>
          {filtered ? 'No entry of the lists fits.' : 'A medicine is as dm+d and the product files say.'}
        </EmptyState>
      ) : (
        <>
          <ListingTable caption={LISTED_WHEN[address.when]} entries={entries} medicine />
          <TakeList list="medicine-lists" query={query} what="these entries" />
        </>
      )}
      <Pagination
        label="Pages of the lists"
        newer={address.after === '' ? undefined : `${HERE}?${new URLSearchParams(query)}`}
        older={after === null ? undefined : `${HERE}?${new URLSearchParams({ ...query, after })}`}
        words={{ newer: 'First page', older: `Next ${LISTED_A_PAGE}` }}
      />
    </Main>
  )
}

function choicesOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

function filtersOf({ q, list, by, when }: ListedAddress): Record<string, string> {
  return { ...(q === '' ? {} : { q }), ...(list === '' ? {} : { list }), ...(by === '' ? {} : { by }), when }
}
