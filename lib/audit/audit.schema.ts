import { z } from 'zod'
import { type ReadWithDays, readWithDays, typedDay } from '#lib/lists/typed-days.schema.ts'

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

/** The address of the record as its page reads it. */
export type ReadAudit = ReadWithDays<AuditAsked>

/** Reads the address of the record for its page. */
export function readAudit(given: Record<string, unknown>): ReadAudit {
  return readWithDays(auditAddress, parts, given)
}

/** What is asked, as the parts of an address; without the place in the list. */
export function auditQuery({ after: _after, ...asked }: AuditAsked): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).filter((part): part is [string, string] => Boolean(part[1])))
}
