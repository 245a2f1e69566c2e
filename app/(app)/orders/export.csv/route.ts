import { exportOrders } from '#lib/orders/track/order-export.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'
import { londonDate } from '#lib/values/dates.ts'

/** The order list as a CSV file. */
export const GET = downloadRoute({
  id: 'exportOrders',
  schema: orderListAddress,
  run: async ({ actor, now }, address) =>
    ok({
      fileName: `orders-${londonDate(now)}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      parts: exportOrders(actor, now, address),
    }),
})
