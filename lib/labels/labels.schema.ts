import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { labelsAPage, STOCK_IDS } from './label-stock.rules.ts'

/** Copies of one label, and labels of one file, at most. */
export const MOST_COPIES = 99
/** Labels of one file at most. */
export const MOST_LABELS = 500
/** Medicines that labels are made of at a time. */
export const MOST_MEDICINES = 40

const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat().filter(isDmdId).slice(0, MOST_MEDICINES))

/** The address of the page: labels of these medicines' packs, or of what a goods received note booked in. */
export const labelsAddress = z.object({ vmp: several, receipt: z.string().trim().max(40).optional().catch(undefined) })

/** What labels are asked for. */
export type LabelsAddress = z.output<typeof labelsAddress>

const copies = z.record(
  z.string(),
  z.coerce
    .number('Enter copies as a whole number')
    .int('Enter copies as a whole number')
    .min(0)
    .max(MOST_COPIES, `Enter at most ${MOST_COPIES} copies`),
)

/**
 * The form of the labels as the browser sends it by GET: what the page was asked for, `stock`, `from` (the first free
 * label of a sheet that was used before, from 1) and `copies-…` for each label by its id.
 */
export const labelsToPrint = z
  .looseObject({
    vmps: z
      .string()
      .max(1000)
      .default('')
      .transform((text) => text.split(' ').filter(isDmdId).slice(0, MOST_MEDICINES)),
    receipt: z.string().trim().max(40).optional(),
    stock: z.enum(STOCK_IDS, 'Choose what the labels are printed on'),
    from: z.coerce.number('Enter the first free label as a number').int().min(1).default(1),
  })
  .transform(({ vmps, receipt, stock, from, ...rest }, context) => {
    const asked = Object.entries(rest).flatMap(([name, value]) => {
      const id = /^copies-(.+)$/.exec(name)?.[1]
      return id === undefined ? [] : [[id, value === '' ? 0 : value] as const]
    })
    const read = copies.safeParse(Object.fromEntries(asked))
    if (!read.success) {
      for (const issue of read.error.issues)
        context.addIssue({ code: 'custom', path: [`copies-${String(issue.path[0])}`], message: issue.message })
      return z.NEVER
    }
    const all = Object.values(read.data).reduce((sum, n) => sum + n, 0)
    if (all === 0 || all > MOST_LABELS) {
      const message = all === 0 ? 'Enter how many copies of a label' : `Ask for at most ${MOST_LABELS} labels at a time`
      context.addIssue({ code: 'custom', path: [asked[0] ? `copies-${asked[0][0]}` : 'stock'], message })
      return z.NEVER
    }
    return { vmp: vmps, receipt, stock, from: Math.min(from, labelsAPage(stock)), copies: read.data }
  })
