import Link from 'next/link'
import type { ReactNode } from 'react'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import {
  type OrderListAddress,
  orderListHref,
  type ReadOrderList,
  SORT_WORDS,
} from '#lib/orders/track/order-list.schema.ts'
import type { OrderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { FiltersInForce } from './filters-in-force.tsx'
import { isFiltered, listQuery } from './list-address.ts'
import { listSentence } from './list-words.ts'
import { NoOrderYet } from './no-order-yet.tsx'
import { OrderFilters } from './order-filters.tsx'
import { orderTableRow } from './order-rows.ts'
import { OrderTable } from './order-table.tsx'

type Props = ReadOrderList & {
  actor: Actor
  now: Date
  screen: OrderListScreen
  /** A draft that was just deleted, to be brought back. */
  deleted: ReactNode
}

/** The page of orders at an address: filters, views, the table, and where the list goes on. */
export function OrderList({ actor, now, address, errors, typed, screen, deleted }: Props) {
  const { page, counts, choices, views } = screen
  const wrong = errors.length > 0
  const filtered = wrong || isFiltered(address)
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
      <OrderFilters {...{ address, errors, typed, counts, choices, views }} trustId={actor.trustId} />
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

function sorted(address: OrderListAddress, column: 'raised' | 'total') {
  const down = address.sort === `-${column}`
  const up = address.sort === column
  return {
    href: orderListHref(address, { sort: down ? column : `-${column}` }),
    sorted: down ? ('descending' as const) : up ? ('ascending' as const) : undefined,
  }
}
