import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { LIST_NAMES, LONGEST_QUERY, viewQuery } from './saved-view.rules.ts'

const name = z
  .string({ error: 'Enter a name' })
  .trim()
  .min(1, 'Enter a name')
  .max(60, 'Enter a name of at most 60 letters')
const shared = z
  .literal('yes')
  .optional()
  .transform((ticked) => ticked === 'yes')
const id = z.string().refine(isUuid, 'Open the page again')

/** A list as it stands now, to be kept under a name. */
export const saveViewForm = z.object({
  list: z.enum(LIST_NAMES),
  name,
  shared,
  query: z.string().max(LONGEST_QUERY, 'This view has too many filters to keep').transform(viewQuery),
})

/** Another name for a view, and whether others see it. */
export const changeViewForm = z.object({ viewId: id, version: z.coerce.number().int().min(1), name, shared })

/** A view as somebody saw it. */
export const viewAt = z.object({ viewId: id, version: z.coerce.number().int().min(1) })

/** A view that was removed. */
export const removedView = z.object({ viewId: id })

export type SaveView = z.output<typeof saveViewForm>
export type ChangeView = z.output<typeof changeViewForm>
export type ViewAt = z.output<typeof viewAt>
export type RemovedView = z.output<typeof removedView>
