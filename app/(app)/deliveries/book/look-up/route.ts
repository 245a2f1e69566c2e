import { lookUp } from '#lib/orders/receive/look-up.queries.ts'
import { lookUpInput } from '#lib/orders/receive/receive.schema.ts'
import { getRoute } from '#lib/route.ts'

/** What Tincture knows of something that a desk does not expect. */
export const GET = getRoute({
  id: 'lookUpAtDesk',
  schema: lookUpInput,
  run: ({ actor, now }, input) => lookUp(actor, now, input),
})
