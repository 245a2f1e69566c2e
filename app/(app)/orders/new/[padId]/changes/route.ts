import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { padAfter } from '#lib/orders/raise/pad.queries.ts'
import { changePadInput } from '#lib/orders/raise/pad.schema.ts'
import { postRoute } from '#lib/route.ts'

export const POST = postRoute({
  id: 'changePad',
  schema: changePadInput,
  run: async (act, input) => {
    const changed = await changePad(act, input)
    if (!changed.ok) return changed
    return padAfter(act.actor, { padId: input.padId, changed: changed.value, now: act.now })
  },
})
