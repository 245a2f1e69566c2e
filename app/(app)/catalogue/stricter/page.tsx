import type { Metadata } from 'next'
import { StricterTable } from '#components/catalogue/stricter-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { listTreatments, TREATMENTS_A_PAGE } from '#lib/catalogue/stricter/stricter.queries.ts'
import { STRICTER_WHEN, stricterAddress } from '#lib/catalogue/stricter/stricter.schema.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Treated more strictly' }

const HERE = '/catalogue/stricter'

export default async function StricterPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('stricter')
  const address = { ...stricterAddress.parse(await searchParams), vmp: '' }
  const { entries, after } = await listTreatments(actor, address, systemClock())
  const filtered = address.when !== 'now'
  const query = { when: address.when }
  return (
    <Main density="desk">
      <PageHead
        title="Treated more strictly"
        standfirst={
          actor.trustKind === 'hub'
            ? 'Each trust has rules of its own.'
            : 'Medicines that your trust treats more strictly than dm+d says: as controlled drugs, with a pharmacist’s agreement, from the fridge, as hazardous.'
        }
        back={{ href: '/catalogue', words: 'Catalogue' }}
      />
      <FilterForm
        action={HERE}
        label="Filter what is treated more strictly"
        clear={filtered ? HERE : undefined}
        section
      >
        <Select
          name="when"
          label="Entries"
          choices={Object.entries(STRICTER_WHEN).map(([value, label]) => ({ value, label }))}
          defaultValue={address.when}
        />
      </FilterForm>
      {entries.length === 0 ? (
        <EmptyState title="Nothing">
          {filtered ? 'No entry fits.' : 'Every medicine is treated as dm+d says. Begin on the page of a medicine.'}
        </EmptyState>
      ) : (
        <>
          <StricterTable
            caption={STRICTER_WHEN[address.when]}
            entries={entries}
            medicine
            edit={actor.trustKind === 'trust' && may(actor, 'formulary.edit')}
          />
          <TakeList list="stricter" query={query} what="these entries" />
        </>
      )}
      <Pagination
        label="Pages of what is treated more strictly"
        newer={address.after === '' ? undefined : `${HERE}?${new URLSearchParams(query)}`}
        older={after === null ? undefined : `${HERE}?${new URLSearchParams({ ...query, after })}`}
        words={{ newer: 'First page', older: `Next ${TREATMENTS_A_PAGE}` }}
      />
    </Main>
  )
}
