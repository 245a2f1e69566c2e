import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { parseUnits } from '#lib/values/packs.ts'
import type { StockCount } from './stock.schema.ts'

const counted = z
  .string()
  .nullish()
  .transform((typed, context): number | null => {
    const text = typed?.trim() ?? ''
    if (text === '') return null
    const packs = parseUnits(text)
    if (packs !== null && packs <= 1_000_000_000) return packs
    context.addIssue({ code: 'custom', message: 'Enter the packs as a number, like 12 or 2.5' })
    return z.NEVER
  })

const expiry = z
  .string()
  .nullish()
  .transform((typed, context): LocalDate | null => {
    const text = typed?.trim() ?? ''
    if (text === '') return null
    const day = isLocalDate(text) ? text : parseDate(text)
    if (day !== null) return day
    context.addIssue({ code: 'custom', message: 'Enter the expiry as a date, like 31 August 2027' })
    return z.NEVER
  })

/** A row of the sheet: a batch that is on file (`held`) or one that is new. `size` is the pack's, in thousandths of a unit. */
const row = z.object({
  amppId: z.string().refine(isDmdId),
  size: z.coerce.number().int().positive(),
  held: z.literal('yes').optional(),
  batch: z.string().trim().max(40, 'Enter at most 40 letters').default(''),
  expiry,
  packs: counted,
})

/**
 * A sheet of counted stock as it is typed: what a store holds of the packs of one medicine, in packs. A pack without any
 * count is left as it is; where one batch of it is counted, the others on file are counted, too (0 where it is gone).
 */
export const countForm = z
  .object({
    storeId: z.uuid('Choose a store'),
    vmpId: z.string().refine(isDmdId),
    counts: z.array(row).min(1).max(500),
  })
  .superRefine(({ counts }, context) => {
    const complain = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['counts', index, 'packs'], message })
    const packs = new Set(counts.filter((one) => one.packs !== null).map((one) => one.amppId))
    counts.forEach((one, index) => {
      if (one.packs !== null) return
      if (one.held && packs.has(one.amppId)) complain(index, 'Count this batch, too: enter 0 if it is gone')
      else if (!one.held && (one.batch !== '' || one.expiry !== null)) complain(index, 'Enter how many packs are there')
    })
    if (packs.size === 0 && counts.every((one) => one.batch === '' || one.held)) {
      complain(0, 'Enter how many packs are there')
    }
  })
  .transform(({ storeId, vmpId, counts }): StockCount & { vmpId: string } => ({
    storeId,
    vmpId,
    counts: counts.flatMap(({ amppId, batch, expiry, size, packs }) =>
      packs === null ? [] : [{ amppId, batch, expiry, unitsMilli: Math.round((packs * size) / 1000) }],
    ),
  }))
