import { furtherLines } from '#lib/orders/raise/pad.queries.ts'
import { linesAfter } from '#lib/orders/raise/pad.schema.ts'
import { getRoute } from '#lib/route.ts'

export const GET = getRoute({
  id: 'padLines',
  schema: linesAfter,
  run: ({ actor, now }, asked) => furtherLines(actor, { ...asked, now }),
})
