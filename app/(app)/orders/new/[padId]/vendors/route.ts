import { vendorsOf } from '#lib/orders/raise/pad.schema.ts'
import { vendorsForLine } from '#lib/orders/raise/vendors.queries.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'padVendors',
  schema: vendorsOf,
  run: ({ actor, now }, asked) => vendorsForLine(actor, { ...asked, now }),
})
