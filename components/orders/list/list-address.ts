import { type OrderListAddress, orderListHref } from '#lib/orders/track/order-list.schema.ts'

/** No filter at all; view, sorting and place in the list stay. */
export const NO_FILTERS = {
  q: '',
  supplier: undefined,
  store: undefined,
  raisedBy: undefined,
  from: undefined,
  to: undefined,
  only: undefined,
} satisfies Partial<OrderListAddress>

/** Whether an address narrows the list by anything but its view. */
export function isFiltered({ q, supplier, store, raisedBy, from, to, only }: OrderListAddress): boolean {
  return [q, supplier, store, raisedBy, from, to, only].some((value) => value)
}

/** What the address holds beside its place in the list. */
export function listQuery(address: OrderListAddress): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(orderListHref(address, {}).split('?')[1] ?? ''))
}
