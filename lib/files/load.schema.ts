import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { partsOf } from './apart.rules.ts'
import { DAY_ORDERS } from './day-order.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { LOAD_KINDS } from './kind.rules.ts'
import type { Place } from './layout.rules.ts'

/** The largest file that a page takes, in bytes; larger ones are loaded from the console. */
export const LARGEST_UPLOAD = 32_000_000

/** What to do about a larger one. */
export const LARGER = 'Choose a file of at most 32 MB, or load it with npm run load'

const loadId = z.string().refine(isUuid, 'Choose a file first')
const version = z.coerce.number().int().positive()

/** A file chosen on the page, and what it holds. */
export const chooseForm = z.object({
  kind: z.enum(LOAD_KINDS, 'Choose what the file holds'),
  file: z
    .instanceof(File, { error: 'Choose a file' })
    .refine((file) => file.size > 0 || file.name !== '', 'Choose a file')
    .refine((file) => file.size > 0 || file.name === '', 'Choose a file that is not empty')
    .refine((file) => file.size <= LARGEST_UPLOAD, LARGER),
})

/** A load that is to be thrown away, or taken back. */
export const loadForm = z.object({ loadId })

/** The sheet of a workbook that is meant. */
export const sheetForm = z.object({
  loadId,
  version,
  sheet: z.string('Choose a sheet').min(1, 'Choose a sheet').max(100),
})

/** A load that somebody says yes to, as they saw it. */
export const confirmForm = z.object({ loadId, version })

const NAMES = [
  ...new Set(Object.values(FIELDS).flatMap((fields) => [...fields, ...partsOf(fields)].map((field) => field.name))),
]
const column = z
  .string()
  .optional()
  .transform((text) => text ?? '')
const each = z
  .string()
  .trim()
  .max(200, 'Enter at most 200 letters')
  .optional()
  .transform((text) => text ?? '')

/**
 * What somebody says of a file's columns: for each field the place of its column (from 0), 'each' where the text beside it
 * stands for every row, or nothing.
 */
export const columnsForm = z
  .object({
    loadId,
    version,
    column: z.object(Object.fromEntries(NAMES.map((name) => [name, column]))).default({}),
    each: z.object(Object.fromEntries(NAMES.map((name) => [name, each]))).default({}),
    days: z.enum(DAY_ORDERS, 'Say how the days are written').optional(),
    source: z.string().trim().max(80, 'Enter at most 80 letters').optional(),
  })
  .transform(({ column: columns, each: texts, ...seen }, context) => {
    const places: Record<string, Place> = {}
    for (const name of NAMES) {
      const chosen = columns[name] ?? ''
      if (/^\d{1,3}$/.test(chosen)) places[name] = { column: Number(chosen) }
      else if (chosen === 'each') {
        const value = texts[name] ?? ''
        if (value !== '') places[name] = { value }
        else context.addIssue({ code: 'custom', path: ['each', name], message: `Enter the ${name} of every row` })
      }
    }
    return { ...seen, places }
  })
