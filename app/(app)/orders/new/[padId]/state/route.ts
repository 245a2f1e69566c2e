import { padView } from '#lib/orders/raise/pad.queries.ts'
import { padAddress } from '#lib/orders/raise/pad.schema.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'padState',
  schema: padAddress,
  run: ({ actor, now }, { padId }) => padView(actor, padId, now),
})
