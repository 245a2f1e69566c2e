import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type ViewLink, viewsIn } from '#lib/views/views.queries.ts'
import { choicesOf, type OrderListChoices, type OrderListPage, pageOf } from './order-list.queries.ts'
import type { OrderListAddress, OrderView } from './order-list.schema.ts'
import { viewCounts } from './order-views.store.ts'

/** What the list of orders shows. */
export type OrderListScreen = {
  page: OrderListPage
  /** How many orders each view holds. */
  counts: Partial<Record<OrderView, number>>
  choices: OrderListChoices
  views: ViewLink[]
}

const NOTHING: OrderListPage = { rows: [], after: null, before: null }

/**
 * Everything on the page of the order list, in one transaction: beginning five cost more than what they read. Null for
 * an address that cannot be read: then nothing is listed.
 */
export async function orderListScreen(
  actor: Actor,
  now: Date,
  address: OrderListAddress | null,
): Promise<OrderListScreen> {
  if (!may(actor, 'order.view')) {
    return { page: NOTHING, counts: {}, choices: { stores: [], suppliers: [] }, views: [] }
  }
  return withTrust(actor, async (tx) => ({
    page: address ? await pageOf(tx, actor, now, address) : NOTHING,
    counts: await viewCounts(tx, actor, now),
    choices: await choicesOf(tx, actor),
    views: await viewsIn(tx, actor, 'orders'),
  }))
}
