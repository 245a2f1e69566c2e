import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { csvRows } from '#lib/documents/csv.ts'
import { headlineOf } from '#lib/orders/order/headline.rules.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { londonDate } from '#lib/values/dates.ts'
import { penceAsDecimal } from '#lib/values/money.ts'
import { listOrders } from './order-list.queries.ts'
import type { OrderListAddress } from './order-list.schema.ts'

/** Most orders of one download; more is for the worker. */
export const EXPORT_LIMIT = 10_000

const HEAD = [
  'Order',
  'Status',
  'Supplier',
  'Deliver to',
  'Raised on',
  'Raised by',
  'Lines',
  'Lines complete',
  'Lines late',
  'Total with VAT (£)',
]

/** The list at an address as CSV, with its filters and sort in force, page by page: amounts with two decimals, ids as text. */
export async function* exportOrders(actor: Actor, now: Date, address: OrderListAddress): AsyncGenerator<string> {
  yield csvRows([HEAD], { bom: true })
  let after: string | undefined
  for (let written = 0; written < EXPORT_LIMIT; ) {
    const page = await listOrders(actor, now, { ...address, before: undefined, after })
    yield csvRows(
      page.rows.map((row) => [
        row.number,
        row.status === 'sent' ? headlineOf(row.progress) : STATUS_NAMES[row.status],
        row.supplier,
        row.store,
        londonDate(row.raisedAt),
        row.raisedBy,
        row.lines,
        row.progress.complete,
        row.progress.late,
        row.gross === null ? HIDDEN_WORDS[row.hidden ?? 'role'] : penceAsDecimal(row.gross),
      ]),
    )
    written += page.rows.length
    if (!page.after) return
    after = page.after
  }
}
