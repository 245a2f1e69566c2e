import Link from 'next/link'
import { orderTableRow } from '#components/orders/list/order-rows.ts'
import { OrderTable } from '#components/orders/list/order-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { pageActor } from '#lib/access/session.ts'
import type { OrderListRow } from '#lib/orders/track/order-list.queries.ts'
import { ORDER_VIEWS, orderListAddress, orderListHref, VIEW_NAMES } from '#lib/orders/track/order-list.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { pence } from '#lib/values/money.ts'

const ROWS = Array.from(
  { length: 50 },
  (_, index): OrderListRow => ({
    id: `01970b2d-2f00-732d-984a-0000000000${(index + 10).toString()}`,
    number: `Z00-PH-26-0002${(index + 10).toString()}-0`,
    status: 'sent',
    version: 1,
    revision: 3,
    supplierId: '01970b2d-2f00-732d-984a-000000000001',
    supplier: 'Meridian Wholesale 0',
    storeId: '01970b2d-2f00-732d-984a-000000000002',
    store: 'Pharmacy store',
    raisedBy: 'Technician Hassan',
    raisedAt: new Date(Date.UTC(2026, 10, 20, 9, index)),
    lines: 9 + index,
    gross: pence(393_482 + index * 971),
    hidden: null,
    emergency: false,
    progress: { lines: 9, complete: index % 9, answered: 9, late: 0, received: index % 9 > 0 },
  }),
)

/** The order list with 50 constant rows: everything but its queries. */
export default async function ConstantPage() {
  await pageActor('orders')
  const address = orderListAddress.parse({ view: 'sent' })
  const now = systemClock()
  return (
    <Main density="desk">
      <PageHead
        title="Orders"
        standfirst="50 orders: sent on this page, newest first."
        actions={<ButtonLink href="/orders/new">Raise an order</ButtonLink>}
      />
      <FilterForm action="/orders" label="Filter orders" hidden={{ view: 'sent', sort: '-raised' }} section>
        <TextInput name="q" label="Order, supplier or product" defaultValue="" />
        <TextInput name="from" label="Raised from" hint="Such as 2026-08-06" />
        <TextInput name="to" label="Raised to" hint="Such as 2026-08-31" />
      </FilterForm>
      <div className="app-section">
        <Chips
          label="Views of the list"
          chips={ORDER_VIEWS.map((view) => ({
            label: VIEW_NAMES[view],
            href: orderListHref(address, { view }),
            count: 12,
            current: view === 'sent',
          }))}
        >
          Sorted: newest first. <Link href="/orders/export.csv">Download as CSV</Link>
        </Chips>
      </div>
      <OrderTable
        caption="Orders, newest first"
        rows={ROWS.map((row) => orderTableRow(row, now))}
        sort={{ raised: { href: '/orders?sort=raised', sorted: 'descending' }, total: { href: '/orders?sort=-total' } }}
      />
      <Pagination label="Pages of orders" older="/orders?after=1" words={{ newer: 'Previous 50', older: 'Next 50' }} />
    </Main>
  )
}
