import { ok } from '#lib/result.ts'
import { postRoute } from '#lib/route.ts'
import { actOnOrder } from '#lib/several/act-on-order.ts'
import { actOnSeveralInput, type PlacedOutcome } from '#lib/several/several.schema.ts'

/** One portion of an act on several orders, one after the other: each has its own outcome, in the order they were named. */
export const POST = postRoute({
  id: 'actOnSeveral',
  schema: actOnSeveralInput,
  run: async (act, { orders, ...what }) => {
    const outcomes: PlacedOutcome[] = []
    for (const order of orders) {
      const { ok: wholly, words } = await actOnOrder(act, { ...what, ...order })
      outcomes.push({ ok: wholly, words })
    }
    return ok(outcomes)
  },
})
