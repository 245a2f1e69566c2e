import { z } from 'zod'
import { ONE_TIME_HOURS } from '#lib/access/one-time.rules.ts'
import { SECOND_FACTOR_RULES } from '#lib/access/second-factor/must-have.rules.ts'
import { parseTime } from '#lib/values/times.ts'
import { KEEP_BOUNDS, SESSION_BOUNDS, trustSettings } from './settings.schema.ts'

function whole(message: string, from: number, to: number) {
  return z
    .string({ error: message })
    .trim()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((n) => n >= from && n <= to, message)
}

/** A share as people write it ("20", "17.5 %") to basis points. */
function percent(message: string) {
  return z
    .string({ error: message })
    .trim()
    .regex(/^\d{1,3}(\.\d{1,2})?\s*%?$/, message)
    .transform((text) => Math.round(Number.parseFloat(text) * 100))
    .refine((n) => n <= 10_000, message)
}

/** A temperature as people write it ("2", "7.5", "−2.0 °C") to tenths of a degree. */
const temperature = z
  .string({ error: 'Enter a temperature, like 2.0' })
  .transform((text) =>
    text
      .replace('−', '-')
      .replace(/\s*°?\s*C?\s*$/i, '')
      .trim(),
  )
  .pipe(z.string().regex(/^-?\d{1,2}(\.\d)?$/, 'Enter a temperature, like 2.0'))
  .transform((text) => Math.round(Number(text) * 10))

/** A time of day as people type it ("8am", "08:00") to 'HH:MM'. */
const clock = z.string({ error: 'Enter a time, like 8am or 18:00' }).transform((text, context) => {
  const value = parseTime(text)
  if (value !== null) return value
  context.addIssue({ code: 'custom', message: 'Enter a time, like 8am or 18:00' })
  return z.NEVER
})

/** The form of a trust's settings, as people type them; gives what is stored. */
export const settingsForm = z
  .object({
    vatRate: percent('Enter a rate in per cent, like 20'),
    batchRequired: z.array(trustSettings.shape.batchRequired.unwrap().element).default([]),
    fridgeFrom: temperature,
    fridgeTo: temperature,
    unusualTimes: whole('Enter a whole number from 2 to 100, like 10', 2, 100),
    remindHours: whole('Enter hours from 1 to 80, like 4', 1, 80),
    escalateHours: whole('Enter hours from 1 to 160, like 8', 1, 160),
    workFrom: clock,
    workTo: clock,
    idleMinutes: whole('Enter minutes from 5 to 60, like 30', ...SESSION_BOUNDS.idleMinutes),
    hours: whole('Enter hours from 1 to 14, like 12', ...SESSION_BOUNDS.hours),
    oneTimeHours: whole('Enter hours from 1 to 168, like 72', ...ONE_TIME_HOURS),
    secondFactor: z.enum(SECOND_FACTOR_RULES, { error: 'Choose of whom a second factor is asked' }),
    usageDays: whole('Enter days from 7 to 365, like 28', 7, 365),
    reviewMonths: whole('Enter months from 1 to 12, like 6', ...KEEP_BOUNDS.reviewMonths),
    keepSignInMonths: whole('Enter months from 3 to 36, like 12', ...KEEP_BOUNDS.keepSignInMonths),
    keepFinancialYears: whole('Enter years from 6 to 30, like 7', ...KEEP_BOUNDS.keepFinancialYears),
    keepUnlicensedYears: whole('Enter years from 5 to 30, like 5', ...KEEP_BOUNDS.keepUnlicensedYears),
    keepAuditYears: whole('Enter years from 8 to 30, like 8', ...KEEP_BOUNDS.keepAuditYears),
    keepKeyDays: whole('Enter days from 30 to 366, like 90', ...KEEP_BOUNDS.keepKeyDays),
    keepFileDays: whole('Enter days from 1 to 30, like 7', ...KEEP_BOUNDS.keepFileDays),
    keepWebhookDays: whole('Enter days from 7 to 366, like 30', ...KEEP_BOUNDS.keepWebhookDays),
    keepWaitingDays: whole('Enter days from 7 to 30, like 30', ...KEEP_BOUNDS.keepWaitingDays),
    sealsTo: z
      .string()
      .trim()
      .default('')
      .refine(
        (text) => text === '' || z.email().safeParse(text).success,
        'Enter an e-mail address, like audit@trust.example, or nothing',
      ),
    version: z.coerce.number().int().min(0),
  })
  .refine((typed) => typed.fridgeFrom < typed.fridgeTo, {
    path: ['fridgeTo'],
    error: 'Enter a temperature above the lowest one',
  })
  .refine((typed) => typed.remindHours <= typed.escalateHours, {
    path: ['escalateHours'],
    error: 'Enter at least the hours after which people are reminded',
  })
  .refine((typed) => typed.workFrom < typed.workTo, {
    path: ['workTo'],
    error: 'Enter a time after the one at which the working day begins',
  })
  .transform(
    ({ fridgeFrom, fridgeTo, idleMinutes, hours, version, remindHours, escalateHours, workFrom, workTo, ...rest }) => ({
      version,
      settings: {
        ...rest,
        chase: { remindHours, escalateHours, from: workFrom, to: workTo },
        fridge: { from: fridgeFrom, to: fridgeTo },
        session: { idleMinutes, hours },
      },
    }),
  )

/** The settings to be, and the version of those they replace (0 = the trust has set none yet). */
export type SaveSettings = z.output<typeof settingsForm>
