import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { padHits } from '#lib/orders/raise/hit.rules.ts'
import { padSearch } from '#lib/orders/raise/pad.schema.ts'
import { ok } from '#lib/result.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'padSearch',
  schema: padSearch,
  run: async ({ actor, now }, { text, storeId }) => {
    const found = await searchPacks(actor, { text, storeId, now })
    return found.ok ? ok({ hits: padHits(found.value), more: found.value.more }) : found
  },
})
