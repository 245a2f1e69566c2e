import { z } from 'zod'
import { goalsFor } from '#lib/orders/track/palette.queries.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'palette',
  schema: z.object({ text: z.string().max(100).default('') }),
  run: ({ actor, now }, { text }) => goalsFor(actor, { text, now }),
})
