import { z } from 'zod'
import { releaseProgress } from '#lib/catalogue/dictionary/releases.queries.ts'
import { getRoute } from '#lib/route.ts'
import { isUuid } from '#lib/values/ids.ts'

/** How far a release has come. */
export const GET = getRoute({
  id: 'releaseProgress',
  schema: z.object({ releaseId: z.string().refine(isUuid) }),
  run: ({ actor }, { releaseId }) => releaseProgress(actor, releaseId),
})
