import type { Metadata } from 'next'
import { CodeTable } from '#components/catalogue/code-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { CODES_A_PAGE, listLocalCodes } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { localCodesAddress } from '#lib/catalogue/local-codes/local-code.schema.ts'
import { mayLoad } from '#lib/files/kind.rules.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Local codes' }

const HERE = '/catalogue/codes'

export default async function LocalCodesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('localCodes')
  const address = { ...localCodesAddress.parse(await searchParams), vmp: '' }
  const { codes, after } = await listLocalCodes(actor, address, systemClock())
  const query: Record<string, string> = address.q === '' ? {} : { q: address.q }
  return (
    <Main density="desk">
      <PageHead
        title="Local codes"
        standfirst={
          actor.trustKind === 'hub'
            ? 'Each trust keeps the codes of its own systems.'
            : 'What your stock system and other systems call a pack. Packs are found by them.'
        }
        back={{ href: '/catalogue', words: 'Catalogue' }}
      />
      <FilterForm action={HERE} label="Filter the codes" clear={address.q === '' ? undefined : HERE} section>
        <TextInput name="q" label="Code or system" defaultValue={address.q} />
      </FilterForm>
      {codes.length === 0 ? (
        <EmptyState title={address.q === '' ? 'No codes yet' : 'Nothing found'}>
          {actor.trustKind === 'trust' && mayLoad(actor, 'codes') ? (
            <Link href="/settings/loads/new?kind=codes">Load a file of local codes</Link>
          ) : (
            'Codes are added on the page of each medicine, or by a file.'
          )}
        </EmptyState>
      ) : (
        <>
          <CodeTable
            caption="In use and to come"
            codes={codes}
            medicine
            edit={actor.trustKind === 'trust' && may(actor, 'code.edit')}
          />
          <TakeList list="local-codes" query={query} what="these codes" />
        </>
      )}
      <Pagination
        label="Pages of codes"
        newer={address.after === '' ? undefined : `${HERE}?${new URLSearchParams(query)}`}
        older={after === null ? undefined : `${HERE}?${new URLSearchParams({ ...query, after })}`}
        words={{ newer: 'First page', older: `Next ${CODES_A_PAGE}` }}
      />
    </Main>
  )
}
