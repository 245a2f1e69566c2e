import { z } from 'zod'
import { loadedFile } from '#lib/files/loads.queries.ts'
import { ok } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'
import { isUuid } from '#lib/values/ids.ts'

/** A file as it came. */
export const GET = fileRoute({
  id: 'loadedFile',
  schema: z.object({ loadId: z.string().refine(isUuid) }),
  run: async ({ actor }, { loadId }) => {
    const file = await loadedFile(actor, loadId)
    if (!file.ok) return file
    return ok({ ...file.value, mediaType: 'application/octet-stream', attachment: true })
  },
})
