import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'

const loadId = z.string().refine(isUuid, 'Choose a file first')
const version = z.coerce.number().int().positive()
const pack = z.string({ error: 'Choose a pack' }).trim().max(40, 'Enter at most 40 signs').optional()

/**
 * What words of a file mean, as the page asks: `pack` the pack that was chosen of those offered, `other` the number of another
 * one, each by the place of its words in the list.
 */
export const sayPacksForm = z
  .object({ loadId, version, pack: z.array(pack).max(50).default([]), other: z.array(pack).max(50).default([]) })
  .transform(({ pack: chosen, other, ...seen }) => ({
    ...seen,
    said: Array.from({ length: Math.max(chosen.length, other.length) }, (_, at) => ({
      at,
      pack: other[at] || chosen[at] || '',
    })).filter((one) => one.pack !== ''),
  }))

/** A choice that is taken back, at a file that it is applied to. */
export const undoPackForm = z.object({ loadId, version, choiceId: z.string().refine(isUuid, 'Choose a row first') })
