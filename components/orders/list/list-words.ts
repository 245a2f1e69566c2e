import { type OrderListAddress, SORT_WORDS, VIEW_NAMES } from '#lib/orders/track/order-list.schema.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'

/** What the list shows, in one sentence: how many orders, of which view, raised when, in which order. */
export function listSentence(address: OrderListAddress, shown: number, personId: string | null): string {
  const view = address.view === 'all' ? '' : `: ${VIEW_NAMES[address.view].toLowerCase()}`
  const by = address.raisedBy && address.raisedBy === personId ? ' of yours' : ''
  const first = address.from ? ` from ${formatDate(address.from)}` : ''
  const last = address.to ? ` to ${formatDate(address.to)}` : ''
  const since = `${by}${first || last ? `, raised${first}${last}` : ''}`
  return shown === 0
    ? `No orders${view}${since}.`
    : `${formatCounted(shown, 'order')}${view}${since} on this page, ${SORT_WORDS[address.sort]}.`
}
