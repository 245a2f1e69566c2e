import { findForPad } from '#lib/orders/raise/hits.queries.ts'
import { padSearch } from '#lib/orders/raise/pad.schema.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'padSearch',
  schema: padSearch,
  run: ({ actor, now }, { text, storeId }) => findForPad(actor, { text, storeId, now }),
})
