import { z } from 'zod'
import { FILE_FORMATS } from '#lib/documents/spreadsheet.ts'
import { fileToTake } from '#lib/lists/files.queries.ts'
import { ok } from '#lib/result.ts'
import { downloadRoute } from '#lib/route.ts'

/** A file that the worker made, for who asked for it. */
export const GET = downloadRoute({
  id: 'takeFile',
  schema: z.object({ fileId: z.string().max(40) }),
  run: async ({ actor }, { fileId }) => {
    const file = await fileToTake(actor, fileId)
    if (!file.ok) return file
    const { fileName, format, sizeBytes, parts } = file.value
    return ok({ fileName, mediaType: FILE_FORMATS[format].mediaType, size: sizeBytes, parts })
  },
})
