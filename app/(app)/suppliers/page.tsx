import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { SupplierTable } from '#components/suppliers/supplier-table.tsx'
import { TwiceSuppliers } from '#components/suppliers/twice-suppliers.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { suppliersThereTwice } from '#lib/suppliers/identity.queries.ts'
import { listSuppliers, type SupplierList } from '#lib/suppliers/supplier.queries.ts'
import { supplierAddress } from '#lib/suppliers/supplier.schema.ts'
import { formatCounted } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { viewsOf } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Suppliers' }

const VIEWS = { all: 'All', account: 'With an account', none: 'Without an account' } as const

function href(address: Partial<SupplierList>): string {
  const entries = Object.entries(address).filter(([, value]) => value !== '' && value !== 'all')
  return `/suppliers${entries.length > 0 ? `?${new URLSearchParams(entries)}` : ''}`
}

export default async function SuppliersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('suppliers')
  const asked = await searchParams
  const address = supplierAddress.parse(asked)
  const [{ suppliers, after, counts }, twice] = await Promise.all([
    listSuppliers(actor, address),
    suppliersThereTwice(actor),
  ])
  // the hub keeps who suppliers are; accounts are the trusts'
  const trades = may(actor, 'supplier.view')
  return (
    <Main>
      <PageHead
        title="Suppliers"
        standfirst={
          address.q !== ''
            ? `${counts.all === 0 ? 'No supplier' : formatCounted(counts.all, 'supplier')} for “${address.q}”.`
            : trades
              ? sentence(counts)
              : `${formatCounted(counts.all, 'supplier')}, kept for every trust.`
        }
        actions={
          (may(actor, 'supplier.edit') || may(actor, 'contract.load')) && (
            <ButtonLink href="/suppliers/new" kind="secondary">
              Add a supplier
            </ButtonLink>
          )
        }
      />
      <TwiceSuppliers twice={twice} trustId={actor.trustId} />
      <FilterForm
        action="/suppliers"
        label="Filter suppliers"
        hidden={{ view: address.view }}
        clear={address.q === '' ? undefined : href({ view: address.view })}
        section
      >
        <TextInput name="q" label="Name or code" defaultValue={address.q} />
      </FilterForm>
      <SavedViews
        list="suppliers"
        views={await viewsOf(actor, 'suppliers')}
        query={viewQuery(asked)}
        trustId={actor.trustId}
      />
      {trades && (
        <div className="app-section">
          <Chips
            label="Views of the list"
            chips={Object.entries(VIEWS).map(([view, label]) => ({
              label,
              href: href({ q: address.q, view: view as SupplierList['view'] }),
              count: counts[view as SupplierList['view']],
              current: view === address.view,
            }))}
          >
            Sorted by name
          </Chips>
        </div>
      )}
      {suppliers.length === 0 ? (
        <EmptyState
          title={address.view === 'none' && counts.all > 0 ? 'Every supplier has an account' : 'No suppliers here'}
        >
          {address.q === '' ? (
            <Nobody view={address.view} any={counts.all > 0} loads={may(actor, 'contract.load')} />
          ) : (
            <>
              Nothing fits “{address.q}”. <Link href="/suppliers">Show all suppliers</Link>
            </>
          )}
        </EmptyState>
      ) : (
        <>
          <SupplierTable suppliers={suppliers} trades={trades} />
          <TakeList list="suppliers" query={{ q: address.q, view: address.view }} what="these suppliers" />
        </>
      )}
      <Pagination
        label="Pages of suppliers"
        newer={address.after === '' ? undefined : href({ q: address.q, view: address.view })}
        older={after === null ? undefined : href({ q: address.q, view: address.view, after })}
        words={{ newer: 'First page', older: 'Next 50' }}
      />
    </Main>
  )
}

function Nobody({ view, any, loads }: { view: SupplierList['view']; any: boolean; loads: boolean }) {
  if (any) {
    return view === 'none' ? (
      <Link href="/suppliers">Show all suppliers</Link>
    ) : (
      <>
        No account yet. <Link href="/suppliers?view=none">Set up the first one</Link>
      </>
    )
  }
  return (
    <>
      Suppliers and wholesalers come with the contracts that name them; others are added by hand.{' '}
      {loads && <Link href="/settings/loads/new?kind=contracts">Load contracts</Link>}
    </>
  )
}

function sentence(counts: { account: number; none: number }): string {
  const others =
    counts.none === 0 ? '' : ` ${formatCounted(counts.none, 'other')} can be bought from once an account is set up.`
  const own = counts.account === 0 ? 'no supplier' : formatCounted(counts.account, 'supplier')
  return `Your trust has an account with ${own}.${others}`
}
