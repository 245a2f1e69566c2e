import { Chips } from '#components/ui/chips.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Fold } from '#components/ui/fold.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import {
  ORDER_VIEWS,
  type OrderListAddress,
  orderListHref,
  type ReadOrderList,
  SORT_WORDS,
  VIEW_NAMES,
} from '#lib/orders/track/order-list.schema.ts'
import type { OrderListScreen } from '#lib/orders/track/order-list-page.queries.ts'
import { formatDate } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { isFiltered, listQuery, NO_FILTERS } from './list-address.ts'

type Props = ReadOrderList & Omit<OrderListScreen, 'page'> & { trustId: string }

/** What narrows the list of orders: words, supplier, store, days, its views with their counts, and saved views. */
export function OrderFilters({ address, errors, typed, counts, choices, views, trustId }: Props) {
  const wrong = errors.length > 0
  return (
    <Fold summary="Filters and views" open={wrong}>
      <FilterForm
        action="/orders"
        label="Filter orders"
        hidden={hidden(address)}
        clear={isFiltered(address) || wrong ? orderListHref(address, NO_FILTERS) : undefined}
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
        {!wrong && <SavedViews list="orders" views={views} query={viewQuery(listQuery(address))} trustId={trustId} />}
      </div>
    </Fold>
  )
}

function hidden(address: OrderListAddress): Record<string, string> {
  const { view, sort, raisedBy, only } = address
  return { view, sort, ...(raisedBy ? { raisedBy } : {}), ...(only ? { only } : {}) }
}
