import { z } from 'zod'
import { loadProblems } from '#lib/files/loads.queries.ts'
import { problemParts } from '#lib/files/problem-list.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'
import { isUuid } from '#lib/values/ids.ts'

/** What must be put right in a file, as a CSV file. */
export const GET = downloadRoute({
  id: 'loadProblems',
  schema: z.object({ loadId: z.string().refine(isUuid) }),
  run: async ({ actor }, { loadId }) => {
    const found = await loadProblems(actor, loadId)
    if (!found.ok) return found
    return ok({
      fileName: 'to-put-right.csv',
      mediaType: 'text/csv; charset=utf-8',
      parts: problemParts(found.value.problems),
    })
  },
})
