import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { LIST_IDS } from './list-ids.rules.ts'

const format = z.enum(['csv', 'xlsx'], 'Choose CSV or Excel')

/** The address of a list as a file: which list, which kind of file, and everything else of its page's address. */
export const takeAddress = z.looseObject({ list: z.enum(LIST_IDS), format })

/** The filters and sort of a list, as a form carries them: the query of its page's address. */
const query = z
  .string()
  .max(2000, 'The address of the list is too long')
  .default('')
  .transform((text) => Object.fromEntries(new URLSearchParams(text)))

/** A list to be made by the worker. */
export const makeFileForm = z.object({
  list: z.enum(LIST_IDS, 'Choose a list'),
  format,
  query,
  tell: z
    .literal('yes')
    .optional()
    .transform((box) => box === 'yes'),
})

/** A list to be made by the worker. */
export type MakeFile = z.output<typeof makeFileForm>

/** One of one's own files. */
export const oneFileForm = z.object({ fileId: z.string().refine(isUuid, 'Choose a file') })

/** One of one's own files. */
export type OneFile = z.output<typeof oneFileForm>
