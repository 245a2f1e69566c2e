import { z } from 'zod'
import { loadProgress } from '#lib/files/loads.queries.ts'
import { getRoute } from '#lib/route.ts'
import { isUuid } from '#lib/values/ids.ts'

/** How far a file has come. */
export const GET = getRoute({
  id: 'loadProgress',
  schema: z.object({ loadId: z.string().refine(isUuid) }),
  run: ({ actor }, { loadId }) => loadProgress(actor, loadId),
})
