import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { ok } from '#lib/result.ts'
import { getRoute } from '#lib/route.ts'
import { countMatching } from '#lib/several/several.queries.ts'

/** How many orders the filters of the list match, and what they come to: asked when all on a page are chosen. */
export const GET = getRoute({
  id: 'countOrders',
  schema: orderListAddress,
  run: async ({ actor, now }, address) => ok(await countMatching(actor, now, address)),
})
