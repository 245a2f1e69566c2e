import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { FORMULARY_CODES } from './formulary.rules.ts'

function day(message: string) {
  return z.string({ error: message }).transform((text, context): LocalDate => {
    const value = parseDate(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

const why = (message: string) =>
  z.string({ error: message }).trim().min(3, message).max(300, 'Enter at most 300 letters')

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Enter at most ${most} letters`)
    .optional()
    .transform((text) => text ?? '')

/** What the formulary says of a medicine, or of one pack of it, from a day on. `standing`: what stood when the form was drawn. */
export const setFormularyForm = z
  .object({
    vmpId: z.string().refine(isDmdId, 'Open the medicine again'),
    amppId: z
      .string()
      .refine((text) => text === '' || isDmdId(text), 'Choose a pack')
      .optional()
      .transform((text) => text ?? ''),
    standing: z
      .string()
      .max(20_000)
      .optional()
      .transform((text) => text ?? ''),
    status: z.enum(FORMULARY_CODES, 'Choose what the formulary says'),
    criteria: optional(1000),
    reason: why('Enter why, or who decided it'),
    reference: optional(100),
    from: day('Enter the first day, like 6 August 2026'),
  })
  .refine((typed) => typed.status !== 'RESTRICTED' || typed.criteria !== '', {
    path: ['criteria'],
    error: 'Enter for whom and when it may be used',
  })

/** What the formulary says comes to its end. `until`: the last day it had when the form was drawn, or "open". */
export const endFormularyForm = z.object({
  entryId: z.string().refine(isUuid, 'Choose an entry'),
  until: z.string().refine((text) => text === 'open' || isLocalDate(text), 'Open the page again'),
  last: day('Enter the last day, like 6 August 2026'),
  reason: why('Enter why it ends'),
})

/** What is said of a medicine. */
export type SetFormulary = z.output<typeof setFormularyForm>
/** The end of what is said. */
export type EndFormulary = z.output<typeof endFormularyForm>

/** When what is listed holds. */
export const FORMULARY_WHEN = { now: 'In force today', coming: 'To come', over: 'Ended' } as const

/** The address of the formulary's list: filters, and from where on it goes. `vmp`: of one medicine, all its days. */
export const formularyAddress = z.object({
  q: z.string().trim().max(100).catch(''),
  status: z.enum(FORMULARY_CODES).or(z.literal('')).catch(''),
  when: z.enum(['now', 'coming', 'over']).catch('now'),
  vmp: z.string().refine(isDmdId).catch(''),
  after: z.string().max(800).catch(''),
})

/** The formulary's list as it is asked for. */
export type FormularyAddress = z.output<typeof formularyAddress>

/** The address of a medicine's formulary page: what is to be set or ended. */
export const productFormularyAddress = z.object({
  pack: z.string().refine(isDmdId).catch(''),
  end: z.string().refine(isUuid).catch(''),
})
