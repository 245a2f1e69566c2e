import { z } from 'zod'
import { parseDate } from '#lib/values/dates.ts'
import { type Pence, parsePounds } from '#lib/values/money.ts'

/** Which orders of the period a sample is drawn from. */
export const SAMPLE_KINDS = {
  all: 'All orders',
  passed: 'Orders that passed by themselves',
  off_contract: 'Orders with an off-contract line',
  emergency: 'Emergency orders',
  above: 'Orders above an amount',
} as const

/** Which orders of the period a sample is drawn from. */
export type SampleKind = keyof typeof SAMPLE_KINDS

const KINDS = Object.keys(SAMPLE_KINDS) as [SampleKind, ...SampleKind[]]

const day = z.string({ error: 'Enter a day, like 6 November 2026' }).transform((text, context) => {
  const read = parseDate(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'Enter a day, like 6 November 2026' })
  return z.NEVER
})

const amount = z
  .string()
  .default('')
  .transform((text, context): Pence => {
    const read = text.trim() === '' ? (0 as Pence) : parsePounds(text)
    if (read !== null) return read
    context.addIssue({ code: 'custom', message: 'Enter an amount, like 5,000.00' })
    return z.NEVER
  })

/** A sample to be drawn. Days are those of submitting; the seed is drawn with it. */
export const drawSampleForm = z
  .object({
    from: day,
    to: day,
    kind: z.enum(KINDS, 'Choose which orders'),
    above: amount,
    wanted: z
      .string({ error: 'Enter how many, from 1 to 500' })
      .trim()
      .regex(/^\d{1,3}$/, 'Enter how many, from 1 to 500')
      .transform(Number)
      .refine((n) => n >= 1 && n <= 500, 'Enter how many, from 1 to 500'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Enter a day that is not before the first one' })
  .refine(({ kind, above }) => kind !== 'above' || above > 0, {
    path: ['above'],
    message: 'Enter the amount, like 5,000.00',
  })

/** A sample to be drawn. */
export type DrawSample = z.output<typeof drawSampleForm>
