import { z } from 'zod'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'

/** A day as people type it; nothing typed is no day. `label` as its field is called. */
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

const parts = z.object({
  /** Of an order or a goods received note. */
  number: z.string().trim().toUpperCase().max(40).catch(''),
  person: z.uuid().optional().catch(undefined),
  /** Words of a product's name, or a code of it. */
  product: z.string().trim().max(100).catch(''),
  supplier: z.uuid().optional().catch(undefined),
  from: typedDay('From'),
  to: typedDay('To'),
  after: z.uuid().optional().catch(undefined),
})

/**
 * The address of the record: what is asked of it, all of it at once, and the entry after which the page begins. A
 * mistyped part falls back to nothing; a day that was typed and is none is refused with its field.
 */
export const auditAddress = parts.refine(({ from, to }) => !from || !to || from <= to, {
  path: ['to'],
  message: 'To: enter a day that is not before the first one',
})

/** What is asked of the record. */
export type AuditAsked = z.output<typeof parts>

/** An address with what is wrong with its days: then nothing is listed, and what was typed stands in the fields again. */
export type ReadAudit = {
  asked: AuditAsked
  errors: { field: string; message: string }[]
  typed: Record<string, string>
}

/** Reads the address of the record for its page. */
export function readAudit(given: Record<string, unknown>): ReadAudit {
  const read = auditAddress.safeParse(given)
  if (read.success) return { asked: read.data, errors: [], typed: {} }
  const typed: Record<string, string> = {}
  for (const name of ['from', 'to']) if (typeof given[name] === 'string') typed[name] = given[name]
  return {
    asked: parts.parse({ ...given, from: undefined, to: undefined }),
    errors: read.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
    typed,
  }
}

/** What is asked, as the parts of an address; without the place in the list. */
export function auditQuery({ after: _after, ...asked }: AuditAsked): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).filter((part): part is [string, string] => Boolean(part[1])))
}
