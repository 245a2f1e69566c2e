import { z } from 'zod'
import { ONE_TIME_HOURS } from '#lib/access/one-time.rules.ts'
import { SECOND_FACTOR_RULES } from '#lib/access/second-factor/must-have.rules.ts'

/**
 * How long sessions may be. Idle: five minutes is what writing one reason takes; an hour is the most on wards and in
 * dispensaries, where computers are shared (NIST SP 800-63B asks for half an hour at the middle level of assurance, which
 * is the default). In all: an hour at the least, and no longer than the longest shift with its handover.
 */
export const SESSION_BOUNDS = { idleMinutes: [5, 60], hours: [1, 14] } as const

function within([from, to]: readonly [number, number]) {
  return z.int().transform((n) => Math.min(to, Math.max(from, n)))
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

/** Between what and what a trust may choose how long things are kept; the lower bounds are the law's. */
export const KEEP_BOUNDS = {
  reviewMonths: [1, 12],
  keepSignInMonths: [3, 36],
  keepFinancialYears: [6, 30],
  keepUnlicensedYears: [5, 30],
  keepAuditYears: [8, 30],
  keepKeyDays: [30, 366],
  keepFileDays: [1, 30],
  keepWebhookDays: [7, 366],
  keepWaitingDays: [7, 30],
} as const satisfies Record<string, readonly [number, number]>

/**
 * What a trust sets for itself. Amounts in pence. Defaults are what NHS trusts commonly use where no national figure
 * exists; each trust changes them on its settings page.
 */
export const trustSettings = z.object({
  /** VAT on hospital stock in basis points: medicines bought by a hospital are standard-rated (HMRC VATHLT6120). */
  vatRate: z.int().min(0).max(10_000).default(2000),
  /** Classes of product whose batch and expiry must be booked in. */
  batchRequired: z.array(z.enum(['all', 'fridge', 'cd', 'unlicensed', 'injection', 'biological'])).default(['all']),
  /** Fridge range in tenths of a degree Celsius. */
  fridge: z.object({ from: z.int(), to: z.int() }).default({ from: 20, to: 80 }),
  /** A quantity this many times the usual one needs a second look before it is submitted. */
  unusualTimes: z.int().min(2).default(10),
  /**
   * Minutes without an act after which a session ends, and hours after which it ends in any case. What was set wider
   * before there were these bounds counts as the nearest bound.
   */
  session: z
    .object({ idleMinutes: within(SESSION_BOUNDS.idleMinutes), hours: within(SESSION_BOUNDS.hours) })
    .default({ idleMinutes: 30, hours: 12 }),
  /**
   * How long an approval may wait, in working hours of Monday to Friday between the two times in London, before who has
   * to decide it is reminded, and before it is taken to the next role up.
   */
  chase: z
    .object({
      remindHours: z.int().min(1).max(80),
      escalateHours: z.int().min(1).max(160),
      from: z.string().regex(CLOCK),
      to: z.string().regex(CLOCK),
    })
    .default({ remindHours: 4, escalateHours: 8, from: '08:00', to: '18:00' }),
  /** Hours for which a one-time password works that nobody used. */
  oneTimeHours: z.int().min(ONE_TIME_HOURS[0]).max(ONE_TIME_HOURS[1]).default(72),
  /** Of whom a second factor is asked at sign-in. */
  secondFactor: z.enum(SECOND_FACTOR_RULES).default('off'),
  /** Days of usage that days of cover are worked out from. */
  usageDays: z.int().min(7).max(365).default(28),
  /** Months from one access review to the next. */
  reviewMonths: z.int().min(KEEP_BOUNDS.reviewMonths[0]).max(KEEP_BOUNDS.reviewMonths[1]).default(6),
  /** Months for which it is kept when people were signed in. */
  keepSignInMonths: z.int().min(KEEP_BOUNDS.keepSignInMonths[0]).max(KEEP_BOUNDS.keepSignInMonths[1]).default(12),
  /** Years for which orders, receipts and prices are kept: six at least (Companies Act 2006 s. 388, NHS Records Management Code). */
  keepFinancialYears: z.int().min(KEEP_BOUNDS.keepFinancialYears[0]).max(KEEP_BOUNDS.keepFinancialYears[1]).default(7),
  /** Years for which records of unlicensed medicines are kept: five at least (Human Medicines Regulations 2012, reg. 170). */
  keepUnlicensedYears: z
    .int()
    .min(KEEP_BOUNDS.keepUnlicensedYears[0])
    .max(KEEP_BOUNDS.keepUnlicensedYears[1])
    .default(5),
  /** Years for which the record is kept: eight at least. */
  keepAuditYears: z.int().min(KEEP_BOUNDS.keepAuditYears[0]).max(KEEP_BOUNDS.keepAuditYears[1]).default(8),
  /** Days for which it is kept what was answered to what people and other systems sent, so that it is done once. */
  keepKeyDays: z.int().min(KEEP_BOUNDS.keepKeyDays[0]).max(KEEP_BOUNDS.keepKeyDays[1]).default(90),
  /** Days for which lists taken as files are kept. */
  keepFileDays: z.int().min(KEEP_BOUNDS.keepFileDays[0]).max(KEEP_BOUNDS.keepFileDays[1]).default(7),
  /** Days for which deliveries of webhooks are kept once they are over. */
  keepWebhookDays: z.int().min(KEEP_BOUNDS.keepWebhookDays[0]).max(KEEP_BOUNDS.keepWebhookDays[1]).default(30),
  /** Days for which who came from the directory and was not let in stays on the list. */
  keepWaitingDays: z.int().min(KEEP_BOUNDS.keepWaitingDays[0]).max(KEEP_BOUNDS.keepWaitingDays[1]).default(30),
  /** Where the daily seal of the audit record is mailed to; '' = nowhere. */
  sealsTo: z.string().default(''),
})

/** What a class of product is called on screen. */
export const BATCH_CLASS_NAMES = {
  all: 'Everything',
  fridge: 'Fridge lines',
  cd: 'Controlled drugs',
  unlicensed: 'Unlicensed medicines',
  injection: 'Injections and infusions',
  biological: 'Biological medicines',
} as const satisfies Record<TrustSettings['batchRequired'][number], string>

/** A trust's settings with every default filled in. */
export type TrustSettings = z.infer<typeof trustSettings>

/** The settings of a trust that has changed nothing. */
export const DEFAULT_SETTINGS: TrustSettings = trustSettings.parse({})
