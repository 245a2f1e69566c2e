import { z } from 'zod'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'

/** A day as people type it into the filters of a list; nothing typed is no day. `label` as its field is called. */
export function typedDay(label: string) {
  const message = `${label}: enter a day, like 6 November 2026`
  return z
    .string()
    .max(40, message)
    .transform((text, context): LocalDate | undefined => {
      if (text.trim() === '') return undefined
      const read = parseDate(text)
      if (read !== null) return read
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional()
}

/** An address with what is wrong with its days: then nothing is listed, and what was typed stands in the fields again. */
export type ReadWithDays<Asked> = {
  asked: Asked
  errors: { field: string; message: string }[]
  typed: Record<string, string>
}

/**
 * Reads the address of a list with the days `from` and `to`. Where they are refused by `whole`, the rest of what is asked
 * is read by `parts` without them.
 */
export function readWithDays<Asked>(
  whole: z.ZodType<Asked>,
  parts: z.ZodType<Asked>,
  given: Record<string, unknown>,
): ReadWithDays<Asked> {
  const read = whole.safeParse(given)
  if (read.success) return { asked: read.data, errors: [], typed: {} }
  const typed: Record<string, string> = {}
  for (const name of ['from', 'to']) if (typeof given[name] === 'string') typed[name] = given[name]
  return {
    asked: parts.parse({ ...given, from: undefined, to: undefined }),
    errors: read.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
    typed,
  }
}
