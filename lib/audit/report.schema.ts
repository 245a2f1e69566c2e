import { z } from 'zod'
import { type ReadWithDays, readWithDays, typedDay } from '#lib/lists/typed-days.schema.ts'
import { addDays, compareDates, daysBetween, type LocalDate } from '#lib/values/dates.ts'

/** Days of the longest period that a report goes through. */
const MOST_DAYS = 366
const USUAL_DAYS = 90

/** Exceptions of the rules that orders pass by, and that people's roles go by. */
export const EXCEPTIONS = {
  emergency: 'Emergency orders',
  afterwards: 'Agreed to afterwards',
  off_contract: 'Off contract without evidence',
  ran_out: 'Approvals that ran out',
  over: 'More than was ordered',
  roles: 'Roles that do not go together',
  alone: 'Done without a second person',
} as const

/** A kind of exception. */
export type ExceptionKind = keyof typeof EXCEPTIONS

/** All kinds of exceptions, in the order they are offered. */
export const EXCEPTION_KINDS = Object.keys(EXCEPTIONS) as [ExceptionKind, ...ExceptionKind[]]

const parts = z.object({
  from: typedDay('From'),
  to: typedDay('To'),
  kind: z.enum(EXCEPTION_KINDS).catch('emergency'),
  after: z.string().max(60).optional().catch(undefined),
})

/** The address of a report: its period, the kind of exception where it has kinds, and where the page begins. */
export const reportAddress = parts.superRefine(({ from, to }, context) => {
  if (!from || !to) return
  if (from > to) {
    context.addIssue({ code: 'custom', path: ['to'], message: 'To: enter a day that is not before the first one' })
  } else if (daysBetween(from, to) >= MOST_DAYS) {
    context.addIssue({ code: 'custom', path: ['from'], message: 'From: choose a year at most' })
  }
})

/** What is asked of a report. */
export type ReportAsked = z.output<typeof parts>

/** The days of a report, both included. */
export type Period = { from: LocalDate; to: LocalDate }

/** The period that is asked for: the last 90 days unless told, and never more than a year. */
export function periodOf({ from, to }: Pick<ReportAsked, 'from' | 'to'>, today: LocalDate): Period {
  const end = to ?? (from && addDays(from, MOST_DAYS - 1) < today ? addDays(from, MOST_DAYS - 1) : today)
  const begin = from ?? addDays(end, 1 - USUAL_DAYS)
  return { from: begin, to: compareDates(begin, end) > 0 ? begin : end }
}

/** Reads the address of a report for its page. */
export function readReport(given: Record<string, unknown>): ReadWithDays<ReportAsked> {
  return readWithDays(reportAddress, parts, given)
}

/** A place in a report that is sorted by day and id, newest first, as an address holds it. */
export function placeText(place: { day: string; id: string }): string {
  return `${place.day}/${place.id}`
}

/** Reads a place; null where the text is none. */
export function readPlace(text: string | undefined): { day: string; id: string } | null {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)\/([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return day && id && z.iso.date().safeParse(day).success && z.uuid().safeParse(id).success ? { day, id } : null
}
