import { Chips } from '#components/ui/chips.tsx'
import { type OrderListAddress, orderListHref, VIEW_NAMES } from '#lib/orders/track/order-list.schema.ts'
import { formatDate } from '#lib/values/format.ts'

type Named = { id: string; name: string }

/** What is filtered, on a phone: each to be taken off, while the filters themselves are folded away. */
export function FiltersInForce({
  address,
  suppliers,
  stores,
}: {
  address: OrderListAddress
  suppliers: readonly Named[]
  stores: readonly Named[]
}) {
  const { view, q, supplier, store, raisedBy, from, to } = address
  const nameIn = (list: readonly Named[], id: string) => list.find((one) => one.id === id)?.name ?? 'Not known'
  const parts: { words: string; without: Partial<OrderListAddress> }[] = []
  if (view !== 'all') parts.push({ words: VIEW_NAMES[view], without: { view: 'all' } })
  if (q !== '') parts.push({ words: `“${q}”`, without: { q: '' } })
  if (supplier) parts.push({ words: nameIn(suppliers, supplier), without: { supplier: undefined } })
  if (store) parts.push({ words: nameIn(stores, store), without: { store: undefined } })
  if (raisedBy) parts.push({ words: 'Of one person', without: { raisedBy: undefined } })
  if (from) parts.push({ words: `From ${formatDate(from)}`, without: { from: undefined } })
  if (to) parts.push({ words: `To ${formatDate(to)}`, without: { to: undefined } })
  if (parts.length === 0) return null
  return (
    <div className="app-only-small">
      <Chips
        label="Filters in force"
        chips={parts.map(({ words, without }) => ({
          label: `${words}: take off`,
          href: orderListHref(address, without),
        }))}
      />
    </div>
  )
}
