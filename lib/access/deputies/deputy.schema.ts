import { z } from 'zod'
import { DEPUTY_KINDS } from '#lib/orders/order/deputy-kinds.rules.ts'
import { addDays, londonInstant, parseDate } from '#lib/values/dates.ts'
import { parsePounds } from '#lib/values/money.ts'
import { parseTime } from '#lib/values/times.ts'

const day = (message: string) =>
  z.string({ error: message }).transform((text, context) => {
    const value = parseDate(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** A time of day as people type it; nothing = none. */
const time = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text.trim() === '') return null
    const value = parseTime(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'Enter a time, like 8:30am or 17:00' })
    return z.NEVER
  })

/** An amount in pounds; nothing = as far as the person's own power goes. */
const most = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text.trim() === '') return null
    const value = parsePounds(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'Enter an amount in pounds, like 10,000' })
    return z.NEVER
  })

/** Longest time for which a deputy is named: after that they are named again, so that somebody looks at it again. */
export const MOST_DAYS = 92

/**
 * Somebody is away, or names a deputy, or both. Without a time it begins with the first day and ends with the last;
 * `until` is the first moment at which it holds no more.
 */
export const nameDeputyForm = z
  .object({
    forPerson: z.uuid({ error: 'Choose for whom' }),
    away: z.enum(['yes']).optional(),
    deputy: z
      .union([z.literal(''), z.uuid({ error: 'Choose who stands in' })])
      .optional()
      .transform((id) => id || null),
    fromOn: day('Enter the first day, like 6 August 2026'),
    fromTime: time,
    untilOn: day('Enter the last day, like 21 August 2026'),
    untilTime: time,
    kinds: z.array(z.enum(DEPUTY_KINDS)).default([]),
    most,
    reason: z
      .string({ error: 'Enter why, such as annual leave' })
      .trim()
      .min(3, 'Enter why, such as annual leave')
      .max(300, 'Keep it under 300 characters'),
  })
  .transform(({ fromOn, fromTime, untilOn, untilTime, away, ...rest }) => ({
    ...rest,
    away: away === 'yes',
    from: londonInstant(fromOn, fromTime ?? '00:00'),
    until: untilTime === null ? londonInstant(addDays(untilOn, 1)) : londonInstant(untilOn, untilTime),
  }))
  .superRefine(({ from, until, away, deputy, kinds, forPerson }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (until <= from) wrong('untilOn', 'Enter a last day that is not before the first')
    else if (until.getTime() - from.getTime() > MOST_DAYS * 86_400_000 + 3_600_000)
      wrong('untilOn', `Enter at most ${MOST_DAYS} days: after that, name them again`)
    if (!away && deputy === null) wrong('deputy', 'Choose who stands in, or say that you are away')
    if (deputy === forPerson) wrong('deputy', 'Choose somebody else: nobody stands in for themselves')
    if (deputy !== null && kinds.length === 0) wrong('kinds', 'Choose what they may decide')
  })

/** A consent, or a no, to what somebody else proposed. */
export const answerDeputyForm = z.object({
  deputisingId: z.uuid(),
  answer: z.enum(['agree', 'decline'], { error: 'Choose' }),
})

/** The end of one, before its time. */
export const endDeputyForm = z.object({ deputisingId: z.uuid() })

/** What each form gives. */
export type NameDeputy = z.output<typeof nameDeputyForm>
export type AnswerDeputy = z.output<typeof answerDeputyForm>
export type EndDeputy = z.output<typeof endDeputyForm>
