import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { LOAD_KINDS } from './report.rules.ts'

/** The largest file that a page takes, in bytes; larger ones are loaded from the console. */
export const LARGEST_UPLOAD = 9_000_000

/** A file chosen on the page, and what it holds. */
export const stageForm = z.object({
  kind: z.enum(LOAD_KINDS, 'Choose what the file holds'),
  file: z
    .instanceof(File, { error: 'Choose a CSV file' })
    .refine((file) => file.size > 0, 'Choose a CSV file that is not empty')
    .refine((file) => file.size <= LARGEST_UPLOAD, 'Choose a file of at most 9 MB, or load it with npm run load'),
})

/** A chosen file that is to be loaded, or thrown away. */
export const stagedForm = z.object({ stageId: z.string().refine(isUuid, 'Choose a file first') })

/** What the page sends. */
export type StageForm = z.output<typeof stageForm>
