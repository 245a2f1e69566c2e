import { z } from 'zod'
import { type ReadWithDays, readWithDays, typedDay } from '#lib/lists/typed-days.schema.ts'

/** One-click views of the order list. */
export const ORDER_VIEWS = [
  'all',
  'draft',
  'awaiting_approval',
  'returned',
  'to_send',
  'held',
  'to_sign',
  'sending',
  'needs_checking',
  'unanswered',
  'answers',
  'late',
  'sent',
  'part_received',
  'went_back',
  'closed',
  'rejected',
  'cancelled',
] as const

/** A view of the order list. */
export type OrderView = (typeof ORDER_VIEWS)[number]

/** What a view is called on its chip. */
export const VIEW_NAMES = {
  all: 'All',
  draft: 'Drafts',
  awaiting_approval: 'Awaiting approval',
  returned: 'Returned',
  to_send: 'Approved, not sent',
  held: 'Held',
  to_sign: 'To sign or approve',
  sending: 'Sending to see to',
  needs_checking: 'Needs checking',
  unanswered: 'No answer in time',
  answers: 'Changed by supplier',
  late: 'Late',
  sent: 'Sent',
  part_received: 'Part received',
  went_back: 'Left again',
  closed: 'Closed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
} as const satisfies Record<OrderView, string>

/** Orders of the list: newest first unless asked otherwise. A leading minus sorts downwards. */
export const ORDER_SORTS = ['-raised', 'raised', '-total', 'total'] as const

/** How each sort is said. */
export const SORT_WORDS = {
  '-raised': 'newest first',
  raised: 'oldest first',
  '-total': 'highest total first',
  total: 'lowest total first',
} as const satisfies Record<(typeof ORDER_SORTS)[number], string>

const parts = z.object({
  view: z.enum(ORDER_VIEWS).catch('all'),
  q: z.string().trim().max(100).catch(''),
  supplier: z.uuid().optional().catch(undefined),
  store: z.uuid().optional().catch(undefined),
  raisedBy: z.uuid().optional().catch(undefined),
  from: typedDay('Raised from'),
  to: typedDay('Raised to'),
  sort: z.enum(ORDER_SORTS).catch('-raised'),
  /** Only these orders, by number, with commas between. */
  only: z.string().max(10_000).optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
  before: z.string().max(80).optional().catch(undefined),
})

/**
 * The address of the order list: what is filtered, how it is sorted, where the page begins. A mistyped part falls back to
 * nothing, since people edit addresses; but a day that was typed and is none is refused with its field, never passed over.
 * `after` and `before` are cursors of this list.
 */
export const orderListAddress = parts.refine(({ from, to }) => !from || !to || from <= to, {
  path: ['to'],
  message: 'Raised to: enter a day that is not before the first one',
})

/** The numbers that an address is narrowed to; null where it is not. */
export function onlyNumbers({ only }: Pick<OrderListAddress, 'only'>): string[] | null {
  return only ? only.split(',').filter((number) => number !== '') : null
}

/** A read address of the order list. */
export type OrderListAddress = z.output<typeof parts>

/** The address of the list as its page reads it. */
export type ReadOrderList = Omit<ReadWithDays<OrderListAddress>, 'asked'> & { address: OrderListAddress }

/** Reads the address of the list for its page. */
export function readOrderList(given: Record<string, unknown>): ReadOrderList {
  const { asked, ...read } = readWithDays(orderListAddress, parts, given)
  return { address: asked, ...read }
}

/** Web address of the list with some parts changed; a changed filter or sort begins at the first page. */
export function orderListHref(address: OrderListAddress, change: Partial<OrderListAddress>): string {
  const next: Partial<OrderListAddress> = { ...address, after: undefined, before: undefined, ...change }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(next)) {
    if (value === undefined || value === '' || (name === 'view' && value === 'all')) continue
    if (name === 'sort' && value === '-raised') continue
    query.set(name, value)
  }
  const text = query.toString()
  return text ? `/orders?${text}` : '/orders'
}
