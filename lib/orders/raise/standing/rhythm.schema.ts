import { z } from 'zod'
import { isLocalDate, type LocalDate, parseDate, weekday } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'

/** What becomes of a date on which nobody works: a Saturday, a Sunday, a bank holiday. */
export const CLOSED_DAYS = {
  next: 'On the next working day',
  before: 'On the working day before',
  skip: 'Leave that date out',
  same: 'On that day all the same',
} as const

const closed = z.enum(Object.keys(CLOSED_DAYS) as [keyof typeof CLOSED_DAYS], {
  error: 'Choose what happens on weekends and bank holidays',
})

const day = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value))

/** When a standing order is made: on days of the week (1 Monday), every so many weeks from a day on, or on a day of each month. */
export const rhythm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekdays'), days: z.array(z.int().min(1).max(7)).min(1).max(7), closed }),
  z.object({ kind: z.literal('weeks'), every: z.int().min(1).max(26), first: day, closed }),
  z.object({ kind: z.literal('month'), day: z.int().min(1).max(31), closed }),
])

/** A rhythm as it is kept. */
export type Rhythm = z.output<typeof rhythm>

const id = z.string().refine(isUuid, 'Open the page again')
const number = (low: number, high: number, message: string) =>
  z.coerce.number({ error: message }).int(message).min(low, message).max(high, message)

const fields = z.object({
  ownerId: z.string().refine(isUuid, 'Choose who reviews it'),
  kind: z.enum(['weekdays', 'weeks', 'month'], { error: 'Choose how often it is made' }),
  days: z.array(z.coerce.number().int().min(1).max(7)).default([]),
  every: z.string().optional(),
  first: z.string().optional(),
  day: z.string().optional(),
  closed,
  /** Said by who starts one beside another that shares dates with it. */
  knowing: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

type Fields = z.output<typeof fields>

const NOBODY_WORKS = 'Choose a working day, or say what happens on weekends'

/** Takes from a form the fields of the rhythm that was chosen, and says at each what is missing. */
function rhythmOf(
  { kind, days, every, first, day: date, closed }: Omit<Fields, 'knowing'>,
  context: z.RefinementCtx,
): Rhythm {
  const missing = (path: string, message: string): never => {
    context.addIssue({ code: 'custom', path: [path], message })
    return z.NEVER
  }
  if (kind === 'weekdays') {
    if (days.length === 0) return missing('days', 'Choose at least one day')
    if (closed === 'skip' && days.every((one) => one > 5)) return missing('days', NOBODY_WORKS)
    return { kind, days: [...new Set(days)].sort(), closed }
  }
  if (kind === 'weeks') {
    const weeks = number(1, 26, 'Enter a number of weeks from 1 to 26').safeParse(every ?? '')
    if (!weeks.success || (every ?? '').trim() === '') return missing('every', 'Enter a number of weeks from 1 to 26')
    const start = parseDate(first ?? '')
    if (start === null) return missing('first', 'Enter the first day, like 6 August 2026')
    if (closed === 'skip' && weekday(start) > 5) return missing('first', NOBODY_WORKS)
    return { kind, every: weeks.data, first: start, closed }
  }
  const found = number(1, 31, 'Enter a day of the month from 1 to 31').safeParse(date ?? '')
  if (!found.success || (date ?? '').trim() === '') return missing('day', 'Enter a day of the month from 1 to 31')
  return { kind, day: found.data, closed }
}

/** A template to be ordered in a rhythm, and who reviews what is made. */
export const startStandingForm = fields
  .extend({ templateId: id })
  .transform(({ templateId, ownerId, knowing, ...more }, context) => {
    return { templateId, ownerId, knowing, rhythm: rhythmOf({ ownerId, ...more }, context) }
  })

const version = z.coerce.number().int().min(1)

/** Another rhythm or owner for a standing order. */
export const changeStandingForm = fields
  .extend({ standingId: id, version })
  .transform(({ standingId, version, ownerId, knowing, ...more }, context) => {
    return { standingId, version, ownerId, knowing, rhythm: rhythmOf({ ownerId, ...more }, context) }
  })

/** A standing order as somebody saw it. */
export const standingAt = z.object({ standingId: id, version })

/** One date of a standing order. */
export const standingDate = z.object({ standingId: id, version, dueOn: day })

export type StartStanding = z.output<typeof startStandingForm>
export type ChangeStanding = z.output<typeof changeStandingForm>
export type StandingAt = z.output<typeof standingAt>
export type StandingDateAt = z.output<typeof standingDate>
