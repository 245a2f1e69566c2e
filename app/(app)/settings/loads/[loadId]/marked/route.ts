import { z } from 'zod'
import { markedCopy } from '#lib/files/marked.queries.ts'
import { ok } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'
import { isUuid } from '#lib/values/ids.ts'

/** A copy of a file with the cells marked that must be put right. */
export const GET = fileRoute({
  id: 'markedFile',
  schema: z.object({ loadId: z.string().refine(isUuid) }),
  run: async ({ actor }, { loadId }) => {
    const file = await markedCopy(actor, loadId)
    return file.ok ? ok({ ...file.value, attachment: true }) : file
  },
})
