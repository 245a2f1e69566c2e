import { ok } from '#lib/result.ts'
import { postRoute } from '#lib/route.ts'
import { actOnOrder } from '#lib/several/act-on-order.ts'
import { actOnSeveralInput, type SeveralOutcome } from '#lib/several/several.schema.ts'

/** One portion of an act on several orders, one after the other: each has its own outcome. */
export const POST = postRoute({
  id: 'actOnSeveral',
  schema: actOnSeveralInput,
  run: async (act, { orders, ...what }) => {
    const outcomes: SeveralOutcome[] = []
    for (const order of orders) outcomes.push(await actOnOrder(act, { ...what, ...order }))
    return ok(outcomes)
  },
})
