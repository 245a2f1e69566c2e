import { z } from 'zod'
import { templateOf } from '#lib/files/fields.rules.ts'
import { LOAD_KINDS } from '#lib/files/kind.rules.ts'
import { ok } from '#lib/result.ts'
import { fileRoute } from '#lib/route.ts'

/** The template of a file that can be loaded: its column names. */
export const GET = fileRoute({
  id: 'loadTemplate',
  schema: z.object({ kind: z.enum(LOAD_KINDS) }),
  run: async (_asking, { kind }) =>
    ok({
      fileName: `${kind}.csv`,
      mediaType: 'text/csv',
      content: new TextEncoder().encode(templateOf(kind)),
      attachment: true,
    }),
})
