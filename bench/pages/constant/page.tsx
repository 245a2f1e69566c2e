import { OrderList } from '#components/orders/list/order-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import type { OrderListRow } from '#lib/orders/track/order-list.queries.ts'
import { ORDER_VIEWS, readOrderList } from '#lib/orders/track/order-list.schema.ts'
import type { OrderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
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

const named = (what: string) => (_: unknown, index: number) => ({
  id: `01970b2d-2f00-732d-984a-0000000001${(index + 10).toString()}`,
  name: `${what} ${index}`,
})

const SCREEN: OrderListScreen = {
  page: { rows: ROWS, after: null, before: null },
  counts: Object.fromEntries(ORDER_VIEWS.map((view) => [view, 12])),
  choices: {
    suppliers: Array.from({ length: 50 }, named('Meridian Wholesale')),
    stores: Array.from({ length: 3 }, named('Pharmacy store')),
  },
  views: [],
}

/** The page of the order list, session check and all, with 50 constant rows: everything but its queries. */
export default async function ConstantPage() {
  const actor = await pageActor('orders')
  const read = readOrderList({ view: 'sent' })
  return <OrderList {...read} actor={actor} now={systemClock()} screen={SCREEN} deleted={null} />
}
