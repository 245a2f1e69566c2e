import { z } from 'zod'
import { isLocalDate, type LocalDate } from '#lib/values/dates.ts'

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
  'unanswered',
  'answers',
  'late',
  'sent',
  'closed',
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
  unanswered: 'No answer in time',
  answers: 'Changed by supplier',
  late: 'Late',
  sent: 'Sent',
  closed: 'Closed',
} as const satisfies Record<OrderView, string>

/** Orders of the list: newest first unless asked otherwise. A leading minus sorts downwards. */
export const ORDER_SORTS = ['-raised', 'raised', '-total', 'total'] as const

const day = z
  .string()
  .refine((text) => isLocalDate(text))
  .transform((text) => text as LocalDate)

/**
 * The address of the order list: what is filtered, how it is sorted, where the page begins. A mistyped part falls back to
 * nothing rather than to an error, since people edit addresses. `after` and `before` are cursors of this list.
 */
export const orderListAddress = z.object({
  view: z.enum(ORDER_VIEWS).catch('all'),
  q: z.string().trim().max(100).catch(''),
  supplier: z.uuid().optional().catch(undefined),
  store: z.uuid().optional().catch(undefined),
  raisedBy: z.uuid().optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  sort: z.enum(ORDER_SORTS).catch('-raised'),
  after: z.string().max(80).optional().catch(undefined),
  before: z.string().max(80).optional().catch(undefined),
})

/** A read address of the order list. */
export type OrderListAddress = z.output<typeof orderListAddress>

/** Web address of the list with some parts changed; a changed filter or sort begins at the first page. */
export function orderListHref(address: OrderListAddress, change: Partial<OrderListAddress>): string {
  const next: Partial<OrderListAddress> = { ...address, after: undefined, before: undefined, ...change }
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(next)) {
    if (value === undefined || value === '' || (name === 'view' && value === 'all')) continue
    if (name === 'sort' && value === '-raised') continue
    parts.set(name, value)
  }
  const text = parts.toString()
  return text ? `/orders?${text}` : '/orders'
}
