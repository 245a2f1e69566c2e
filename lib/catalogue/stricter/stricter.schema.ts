import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { CD_NAMES, type CdCategory } from '../pack.rules.ts'

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

/** What else can be stricter, one tick each. */
export const STRICTER_TICKS = ['pharmacist', 'fridge', 'hazardous'] as const
const CATEGORIES = Object.keys(CD_NAMES) as [CdCategory, ...CdCategory[]]

/** How a medicine, or one pack of it, is treated more strictly from a day on. `standing`: what stood when the form was drawn. */
export const setStricterForm = z
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
    cdCategory: z.enum(CATEGORIES, 'Choose as which controlled drug it is treated').default('0000'),
    also: z.array(z.enum(STRICTER_TICKS)).default([]),
    reason: why('Enter why, or who decided it'),
    reference: z
      .string()
      .trim()
      .max(100, 'Enter at most 100 letters')
      .optional()
      .transform((text) => text ?? ''),
    from: day('Enter the first day, like 6 August 2026'),
  })
  .refine((typed) => typed.cdCategory !== '0000' || typed.also.length > 0, {
    path: ['cdCategory'],
    error: 'Choose at least one thing that is stricter',
  })
  .transform(({ also, ...typed }) => ({
    ...typed,
    pharmacist: also.includes('pharmacist'),
    fridge: also.includes('fridge'),
    hazardous: also.includes('hazardous'),
  }))

/** A treatment comes to its end. `until`: the last day it had when the form was drawn, or "open". */
export const endStricterForm = z.object({
  entryId: z.string().refine(isUuid, 'Choose an entry'),
  until: z.string().refine((text) => text === 'open' || isLocalDate(text), 'Open the page again'),
  last: day('Enter the last day, like 6 August 2026'),
  reason: why('Enter why it ends'),
})

/** A treatment from a day on. */
export type SetStricter = z.output<typeof setStricterForm>
/** The end of a treatment. */
export type EndStricter = z.output<typeof endStricterForm>

/** When what is listed holds. */
export const STRICTER_WHEN = { now: 'In force today', coming: 'To come', over: 'Ended' } as const

/** The address of the list: which, and from where on it goes. `vmp`: of one medicine, all its days. */
export const stricterAddress = z.object({
  when: z.enum(['now', 'coming', 'over']).catch('now'),
  vmp: z.string().refine(isDmdId).catch(''),
  after: z.string().max(800).catch(''),
})

/** The list as it is asked for. */
export type StricterAddress = z.output<typeof stricterAddress>

/** The address of a medicine's page: what is to be set or ended. */
export const productStricterAddress = z.object({
  pack: z.string().refine(isDmdId).catch(''),
  end: z.string().refine(isUuid).catch(''),
})
