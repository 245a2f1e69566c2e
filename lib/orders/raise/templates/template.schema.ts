import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { parsePacks } from '#lib/values/packs.ts'
import { MOST_PACKS } from '../pad-limits.rules.ts'

/** The most lines of a template. */
export const MOST_LINES = 500

const id = z.string().refine(isUuid, 'Open the page again')
const version = z.coerce.number().int().min(1)
const shared = z
  .literal('yes')
  .optional()
  .transform((ticked) => ticked === 'yes')

const packs = z.string().transform((text, context) => {
  const read = parsePacks(text)
  if (read !== null && read <= MOST_PACKS) return read
  context.addIssue({ code: 'custom', message: 'Enter packs as a whole number, like 120' })
  return z.NEVER
})

const note = z.string().trim().max(500, 'Shorten the note to 500 characters').default('')

const head = {
  name: z.string({ error: 'Enter a name' }).trim().min(1, 'Enter a name').max(80, 'Enter a name of at most 80 letters'),
  storeId: z.string({ error: 'Choose where it is delivered' }).refine(isUuid, 'Choose where it is delivered'),
  costCentreId: z.string({ error: 'Choose a cost centre' }).refine(isUuid, 'Choose a cost centre'),
  shared,
  /** Rows as they are pasted from a spreadsheet or typed: a code or a name, and packs. */
  more: z.string().max(200_000, 'Enter 500 rows or fewer').default(''),
}

/** A new template: of the packs of an order or a pad, of rows that are typed, or both. */
export const makeTemplateForm = z.object({ ...head, order: z.string().max(40).optional(), pad: id.optional() })

/** A template as it is to be. A line that is ticked to go is taken off; lines not named stay. */
export const saveTemplateForm = z.object({
  ...head,
  templateId: id,
  version,
  lines: z
    .array(
      z.object({
        no: z.coerce.number().int().min(1),
        packs,
        note,
        remove: z
          .literal('yes')
          .optional()
          .transform((ticked) => ticked === 'yes'),
      }),
    )
    .max(MOST_LINES)
    .default([]),
})

/** A template as somebody saw it. */
export const templateAt = z.object({ templateId: id, version })

/** A template to be filled into a pad. */
export const templateNamed = z.object({ templateId: id })

export type MakeTemplate = z.output<typeof makeTemplateForm>
export type SaveTemplate = z.output<typeof saveTemplateForm>
export type TemplateAt = z.output<typeof templateAt>
export type FillFromTemplate = z.output<typeof templateNamed>
