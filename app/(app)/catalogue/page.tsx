import type { Metadata } from 'next'
import { MedicineTable } from '#components/catalogue/medicine-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { type CataloguePage, catalogue } from '#lib/catalogue/catalogue.queries.ts'
import { catalogueAddress } from '#lib/catalogue/catalogue.schema.ts'
import { nearWords } from '#lib/catalogue/search.rules.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { viewsOf } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Catalogue' }

export default async function CataloguePageView({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('catalogue')
  const asked = await searchParams
  const address = catalogueAddress.parse(asked)
  const chooses = asked.choose === 'labels'
  const page = await catalogue(actor, address, systemClock())
  return (
    <Main density="desk">
      <PageHead
        title="Catalogue"
        standfirst={sentence(page, address.q, actor.trustKind === 'hub' ? 'the region' : 'your trust')}
      />
      <FilterForm
        action="/catalogue"
        label="Search the catalogue"
        apply="Search"
        clear={address.q === '' ? undefined : '/catalogue'}
        section
      >
        <TextInput
          name="q"
          label="Product, brand or code"
          hint="Three letters, a barcode, a dm+d id or a supplier’s code"
          defaultValue={address.q}
        />
      </FilterForm>
      <SavedViews
        list="catalogue"
        views={await viewsOf(actor, 'catalogue')}
        query={viewQuery(asked)}
        trustId={actor.trustId}
      />
      {page.medicines.length === 0 ? (
        <Nothing q={address.q} tooShort={page.tooShort} loads={may(actor, 'catalogue.load')} />
      ) : (
        <MedicineTable
          caption={address.q === '' ? 'On contract' : `Found for “${address.q}”`}
          medicines={page.medicines}
          stock={may(actor, 'stock.view')}
          buys={actor.trustKind === 'trust'}
          chooses={chooses}
        />
      )}
      {page.medicines.length > 0 && (
        <>
          {chooses && (
            <form id="labels" action="/labels" className="app-more">
              <Button>Make labels of the chosen medicines</Button>
            </form>
          )}
          <TakeList list="catalogue" query={{ q: address.q }} what="these medicines" />
          {may(actor, 'stock.view') && <TakeList list="stock" what="all stock by batch" />}
          <p className="app-take app-14">
            {actor.trustKind === 'trust' && (
              <>
                <Link href="/catalogue/formulary">The formulary of your trust</Link>,{' '}
                <Link href="/catalogue/stricter">what your trust treats more strictly</Link>,{' '}
                <Link href="/catalogue/codes">local codes</Link>,{' '}
              </>
            )}
            <Link href="/catalogue/lists">{actor.trustKind === 'trust' ? 'medicine lists' : 'Medicine lists'}</Link>
          </p>
          {!chooses && (
            <p className="app-take app-14">
              <Link href={`/catalogue?${new URLSearchParams({ ...address, choose: 'labels' })}`}>
                Choose medicines for shelf labels
              </Link>
            </p>
          )}
        </>
      )}
      {page.more && <p className="app-2">More was found than is shown. Add a strength or a maker.</p>}
      <Pagination
        label="Pages of the catalogue"
        newer={address.after === '' ? undefined : '/catalogue'}
        older={page.after === null ? undefined : `/catalogue?${new URLSearchParams({ after: page.after })}`}
        words={{ newer: 'First page', older: 'Next 40' }}
      />
    </Main>
  )
}

function sentence({ medicines, near }: CataloguePage, q: string, who: string): string {
  if (q === '') return `What ${who} has on contract, by name. Search for everything else.`
  const order = medicines.length > 1 ? ', what is on contract and in stock first' : ''
  const instead = nearWords(q, near)
  if (instead) return `${instead} ${formatCounted(medicines.length, 'medicine')}.`
  return `${medicines.length === 0 ? 'No medicine' : formatCounted(medicines.length, 'medicine')} for “${q}”${order}.`
}

function Nothing({ q, tooShort, loads }: { q: string; tooShort: boolean; loads: boolean }) {
  if (tooShort) return <EmptyState title="Too short">Type at least three letters of one word.</EmptyState>
  if (q !== '') {
    return (
      <EmptyState title={`Nothing found for “${q}”`}>
        Check the spelling, or search for fewer words. <Link href="/catalogue">Show what is on contract</Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Nothing is on contract yet">
      {loads ? (
        <Link href="/settings/loads">Load products and contracts</Link>
      ) : (
        'Search above for what is in the catalogue.'
      )}
    </EmptyState>
  )
}
