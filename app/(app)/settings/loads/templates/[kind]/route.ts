import { z } from 'zod'
import { LOAD_KINDS } from '#lib/catalogue/load/report.rules.ts'
import { templateOf } from '#lib/contracts/load/columns.rules.ts'
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
