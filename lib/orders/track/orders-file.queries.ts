import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { count, day, id, money, text, yes } from '#lib/lists/column.rules.ts'
import { MOST_ROWS } from '#lib/lists/limits.rules.ts'
import { type Filter, listFile, paged } from '#lib/lists/list-file.ts'
import { headlineOf } from '#lib/orders/order/headline.rules.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCount, formatDate } from '#lib/values/format.ts'
import { countOrders, listOrders, type OrderListRow, orderListChoices } from './order-list.queries.ts'
import { type OrderListAddress, onlyNumbers, orderListAddress, SORT_WORDS, VIEW_NAMES } from './order-list.schema.ts'

/** Orders that are read at a time. */
const A_BATCH = 500

/** The order list as a file, with its filters and sort in force. */
export const ordersFile = listFile<OrderListAddress, OrderListRow>({
  title: 'Orders',
  fileName: 'orders',
  permission: ['order.view'],
  sensitive: ['prices'],
  schema: orderListAddress,
  columns: () => [
    id('Order', (row) => row.number),
    text('Status', (row) => (row.status === 'sent' ? headlineOf(row.progress) : STATUS_NAMES[row.status])),
    yes('Emergency', (row) => row.emergency),
    text('Supplier', (row) => row.supplier),
    text('Deliver to', (row) => row.store),
    day('Raised on', (row) => londonDate(row.raisedAt)),
    text('Raised by', (row) => row.raisedBy),
    count('Lines', (row) => row.lines),
    count('Lines complete', (row) => row.progress.complete),
    count('Lines late', (row) => row.progress.late),
    money('Total with VAT (£)', (row) => row.gross ?? HIDDEN_WORDS[row.hidden ?? 'role']),
  ],
  filters: (actor, _now, address) => orderFilters(actor, address),
  expected: async ({ actor, now }, address) => (await countOrders(actor, now, address, MOST_ROWS))?.orders ?? null,
  rows: ({ actor, now }, address) =>
    paged((after: string | undefined) => listOrders(actor, now, { ...address, before: undefined, after }, A_BATCH)),
})

/** What the address of the order list narrows it to, in words, and how it is sorted. */
export async function orderFilters(actor: Actor, address: OrderListAddress): Promise<Filter[]> {
  const { view, q, supplier, store, raisedBy, from, to, sort } = address
  const choices = supplier || store ? await orderListChoices(actor) : { suppliers: [], stores: [] }
  const named = (list: readonly { id: string; name: string }[], wanted: string) =>
    list.find((one) => one.id === wanted)?.name ?? 'None known'
  const filters: Filter[] = [['View', VIEW_NAMES[view]]]
  const only = onlyNumbers(address)
  if (only) filters.push(['Chosen orders', formatCount(only.length)])
  if (q) filters.push(['Order, supplier or product', q])
  if (supplier) filters.push(['Supplier', named(choices.suppliers, supplier)])
  if (store) filters.push(['Deliver to', named(choices.stores, store)])
  if (raisedBy) filters.push(['Raised by', raisedBy === actor.personId ? 'You' : 'One person'])
  if (from) filters.push(['Raised from', formatDate(from)])
  if (to) filters.push(['Raised to', formatDate(to)])
  return [...filters, ['Sorted', SORT_WORDS[sort]]]
}
