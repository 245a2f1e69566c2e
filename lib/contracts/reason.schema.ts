import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'

const day = z
  .string()
  .trim()
  .transform((text, context): LocalDate | null => {
    if (text === '') return null
    const value = parseDate(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'Enter the day, like 1 April 2027' })
    return z.NEVER
  })

const count = z
  .string()
  .trim()
  .transform((text, context): number | null => {
    if (text === '') return null
    if (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000_000) return Number(text)
    context.addIssue({ code: 'custom', message: 'Enter packs as a whole number, like 120' })
    return z.NEVER
  })

/** What is asked of a price: a pack (the best offer's), a vendor (the best for the pack), a day (today), packs (1). */
export const reasonAddress = z.object({
  pack: z.string().refine(isDmdId).nullable().catch(null),
  supplier: z.string().refine(isUuid).nullable().catch(null),
  on: day.default(null),
  packs: count.default(null),
})

/** What is asked of a price; null = as it is best. */
export type ReasonAsked = z.output<typeof reasonAddress>

/** The address of a reason: what is asked, the errors at their fields, and what was typed there. */
export function readReason(given: Record<string, unknown>): {
  asked: ReasonAsked
  errors: { field: string; message: string }[]
  typed: Record<string, string>
} {
  const read = reasonAddress.safeParse(given)
  if (read.success) return { asked: read.data, errors: [], typed: {} }
  const typed: Record<string, string> = {}
  for (const name of ['on', 'packs']) if (typeof given[name] === 'string') typed[name] = given[name]
  return {
    asked: reasonAddress.parse({ ...given, on: undefined, packs: undefined }),
    errors: read.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
    typed,
  }
}
