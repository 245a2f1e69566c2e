import type { Metadata } from 'next'
import Link from 'next/link'
import { orderTableRow } from '#components/orders/list/order-rows.ts'
import { OrderTable } from '#components/orders/list/order-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { countViews, listOrders } from '#lib/orders/track/order-list.queries.ts'
import {
  ORDER_VIEWS,
  type OrderListAddress,
  orderListAddress,
  orderListHref,
  VIEW_NAMES,
} from '#lib/orders/track/order-list.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Orders' }

const SORT_WORDS = {
  '-raised': 'newest first',
  raised: 'oldest first',
  '-total': 'highest total first',
  total: 'lowest total first',
} as const

export default async function OrdersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('orders')
  const address = orderListAddress.parse(await searchParams)
  const now = systemClock()
  const [page, counts] = await Promise.all([listOrders(actor, now, address), countViews(actor, now)])
  const filtered = address.q !== '' || address.from !== undefined || address.to !== undefined
  if (!filtered && isNothingThere(address, page.rows.length)) {
    return <NoOrderYet raises={may(actor, 'order.raise')} looks={may(actor, 'catalogue.view')} />
  }
  const export_ = orderListHref(address, {}).replace('/orders', '/orders/export.csv')
  return (
    <Main density="desk">
      <PageHead
        title="Orders"
        standfirst={sentence(address, page.rows.length)}
        actions={may(actor, 'order.raise') && <ButtonLink href="/orders/new">Raise an order</ButtonLink>}
      />
      <FilterForm
        action="/orders"
        label="Filter orders"
        hidden={hidden(address)}
        clear={filtered ? orderListHref(address, { q: '', from: undefined, to: undefined }) : undefined}
        section
      >
        <TextInput name="q" label="Order, supplier or product" defaultValue={address.q} />
        <TextInput name="from" label="Raised from" hint="Such as 2026-08-06" defaultValue={address.from} />
        <TextInput name="to" label="Raised to" hint="Such as 2026-08-31" defaultValue={address.to} />
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
          Sorted: {SORT_WORDS[address.sort]}. <Link href={export_}>Download as CSV</Link>
        </Chips>
      </div>
      {page.rows.length === 0 ? (
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
        />
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
function isNothingThere({ view, supplier, before, after }: OrderListAddress, shown: number): boolean {
  return shown === 0 && view === 'all' && supplier === undefined && before === undefined && after === undefined
}

function NoOrderYet({ raises, looks }: { raises: boolean; looks: boolean }) {
  return (
    <Main>
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

function sentence(address: OrderListAddress, shown: number): string {
  const what = address.view === 'all' ? 'orders' : `orders: ${VIEW_NAMES[address.view].toLowerCase()}`
  const since = address.from ? ` raised from ${formatDate(address.from)}` : ''
  return shown === 0
    ? `No ${what}${since}.`
    : `${formatCount(shown)} ${what}${since} on this page, ${SORT_WORDS[address.sort]}.`
}

function hidden(address: OrderListAddress): Record<string, string> {
  return { view: address.view, sort: address.sort, ...(address.supplier ? { supplier: address.supplier } : {}) }
}

function sorted(address: OrderListAddress, column: 'raised' | 'total') {
  const down = address.sort === `-${column}`
  const up = address.sort === column
  return {
    href: orderListHref(address, { sort: down ? column : `-${column}` }),
    sorted: down ? ('descending' as const) : up ? ('ascending' as const) : undefined,
  }
}
