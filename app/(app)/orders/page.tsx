import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { TakeList } from '#components/lists/take-list.tsx'
import { FiltersInForce } from '#components/orders/list/filters-in-force.tsx'
import { listSentence } from '#components/orders/list/list-words.ts'
import { orderTableRow } from '#components/orders/list/order-rows.ts'
import { OrderTable } from '#components/orders/list/order-table.tsx'
import { DeletedPad } from '#components/orders/pad/deleted-pad.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Fold } from '#components/ui/fold.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { discardedPad } from '#lib/orders/raise/pads.queries.ts'
import {
  ORDER_VIEWS,
  type OrderListAddress,
  orderListHref,
  readOrderList,
  SORT_WORDS,
  VIEW_NAMES,
} from '#lib/orders/track/order-list.schema.ts'
import { orderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatDate } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'

export const metadata: Metadata = { title: 'Orders' }

export default async function OrdersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('orders')
  const asked = await searchParams
  const { address, errors, typed } = readOrderList(asked)
  const wrong = errors.length > 0
  const now = systemClock()
  const { page, counts, choices, views } = await orderListScreen(actor, now, wrong ? null : address)
  const gone = asked.deleted && isUuid(asked.deleted) ? await discardedPad(actor, asked.deleted) : null
  const deleted = gone && <DeletedPad {...gone} trustId={actor.trustId} />
  const filtered = wrong || Object.values(filters(address)).some((value) => value)
  if (!filtered && isNothingThere(address, page.rows.length)) {
    return <NoOrderYet raises={may(actor, 'order.raise')} looks={may(actor, 'catalogue.view')} deleted={deleted} />
  }
  return (
    <Main density="desk">
      {deleted}
      <PageHead
        title="Orders"
        standfirst={
          wrong
            ? 'Nothing is listed until the days are right.'
            : listSentence(address, page.rows.length, actor.personId)
        }
        actions={may(actor, 'order.raise') && <ButtonLink href="/orders/new">Raise an order</ButtonLink>}
        more={may(actor, 'order.raise') && <Link href="/orders/templates">Templates and standing orders</Link>}
      />
      {wrong && <FilterSummary errors={errors} />}
      <Fold summary="Filters and views" open={wrong}>
        <FilterForm
          action="/orders"
          label="Filter orders"
          hidden={hidden(address)}
          clear={filtered ? orderListHref(address, NO_FILTERS) : undefined}
          errors={errors}
          typed={typed}
          section
        >
          <TextInput name="q" label="Order, supplier or product" defaultValue={address.q} />
          <Select
            name="supplier"
            label="Supplier"
            placeholder="All suppliers"
            defaultValue={address.supplier}
            choices={choices.suppliers.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            name="store"
            label="Deliver to"
            placeholder="All stores"
            defaultValue={address.store}
            choices={choices.stores.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DateInput
            name="from"
            label="Raised from"
            hint="Like 6 November 2026"
            width="full"
            defaultValue={address.from && formatDate(address.from)}
          />
          <DateInput
            name="to"
            label="Raised to"
            hint="Like 30 November 2026"
            width="full"
            defaultValue={address.to && formatDate(address.to)}
          />
        </FilterForm>
        <div className="app-section">
          <Chips
            label="Views of the list"
            chips={ORDER_VIEWS.map((view) => ({
              label: VIEW_NAMES[view],
              href: orderListHref(address, { view }),
              count: counts[view],
              current: address.view === view,
            }))}
          >
            Sorted: {SORT_WORDS[address.sort]}
          </Chips>
          {!wrong && (
            <SavedViews list="orders" views={views} query={viewQuery(listQuery(address))} trustId={actor.trustId} />
          )}
        </div>
      </Fold>
      <FiltersInForce address={address} suppliers={choices.suppliers} stores={choices.stores} />
      {wrong ? null : page.rows.length === 0 ? (
        <EmptyState title="No orders here">
          {filtered ? (
            <>
              Nothing fits what you asked for. <Link href="/orders">Show all orders</Link>
            </>
          ) : (
            'Orders appear here from their first line on.'
          )}
        </EmptyState>
      ) : (
        <OrderTable
          caption={`Orders, ${SORT_WORDS[address.sort]}`}
          rows={page.rows.map((row) => orderTableRow(row, now))}
          sort={{ raised: sorted(address, 'raised'), total: sorted(address, 'total') }}
          choose={{ query: listQuery(address), more: page.after !== null || page.before !== null }}
        />
      )}
      {page.rows.length > 0 && (
        <>
          <TakeList list="orders" query={listQuery(address)} what="these orders" />
          <TakeList list="order-lines" query={listQuery(address)} what="their lines" />
        </>
      )}
      <Pagination
        label="Pages of orders"
        newer={page.before ? orderListHref(address, { before: page.before }) : undefined}
        older={page.after ? orderListHref(address, { after: page.after }) : undefined}
        words={{ newer: 'Previous 50', older: 'Next 50' }}
      />
    </Main>
  )
}

/** Whether the list shows everything there is, and it is nothing. */
function isNothingThere({ view, before, after }: OrderListAddress, shown: number): boolean {
  return shown === 0 && view === 'all' && before === undefined && after === undefined
}

function NoOrderYet({ raises, looks, deleted }: { raises: boolean; looks: boolean; deleted: ReactNode }) {
  return (
    <Main>
      {deleted}
      <PageHead
        title="Orders"
        standfirst="No order has been raised yet."
        actions={raises && <ButtonLink href="/orders/new">Raise the first order</ButtonLink>}
      />
      <div className="app-section">
        <EmptyState>
          {raises
            ? 'Say where it goes, add packs by name or barcode, and you see what they cost, who supplies them and who must agree. '
            : 'Orders appear here from their first line on. '}
          {looks && <Link href="/catalogue">See what can be ordered</Link>}
        </EmptyState>
      </div>
    </Main>
  )
}

const NO_FILTERS = {
  q: '',
  supplier: undefined,
  store: undefined,
  raisedBy: undefined,
  from: undefined,
  to: undefined,
  only: undefined,
} satisfies Partial<OrderListAddress>

function filters({ q, supplier, store, raisedBy, from, to, only }: OrderListAddress) {
  return { q, supplier, store, raisedBy, from, to, only }
}

/** What the address holds beside its place in the list. */
function listQuery(address: OrderListAddress): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(orderListHref(address, {}).split('?')[1] ?? ''))
}

function hidden(address: OrderListAddress): Record<string, string> {
  const { view, sort, raisedBy, only } = address
  return { view, sort, ...(raisedBy ? { raisedBy } : {}), ...(only ? { only } : {}) }
}

function sorted(address: OrderListAddress, column: 'raised' | 'total') {
  const down = address.sort === `-${column}`
  const up = address.sort === column
  return {
    href: orderListHref(address, { sort: down ? column : `-${column}` }),
    sorted: down ? ('descending' as const) : up ? ('ascending' as const) : undefined,
  }
}
