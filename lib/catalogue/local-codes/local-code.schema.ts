import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'

/** What a code of a stock system may look like: what the search of packs takes for a code. */
export const LOCAL_CODE = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{2,39}$/u

/** What is said of a code that is none. */
export const CODE_WORDS = 'Enter 3 to 40 letters and digits without blanks; . / _ and - may stand between them'

const day = z.string({ error: 'Enter a day, like 6 August 2026' }).transform((text, context): LocalDate => {
  const value = parseDate(text)
  if (value !== null) return value
  context.addIssue({ code: 'custom', message: 'Enter a day, like 6 August 2026' })
  return z.NEVER
})

/** A code that a system of the trust has for a pack, from a day on. */
export const addLocalCodeForm = z.object({
  amppId: z.string({ error: 'Choose a pack' }).refine(isDmdId, 'Choose a pack'),
  code: z.string({ error: 'Enter the code' }).trim().regex(LOCAL_CODE, CODE_WORDS),
  system: z
    .string({ error: 'Enter which system has it' })
    .trim()
    .min(2, 'Enter which system has it')
    .max(60, 'Enter at most 60 letters'),
  from: day,
})

/** A code comes to its end. `until`: the last day it had when the form was drawn, or "open". */
export const endLocalCodeForm = z.object({
  codeId: z.string().refine(isUuid, 'Choose a code'),
  until: z.string().refine((text) => text === 'open' || isLocalDate(text), 'Open the page again'),
  last: day,
})

/** A code as it is added. */
export type AddLocalCode = z.output<typeof addLocalCodeForm>
/** The end of a code. */
export type EndLocalCode = z.output<typeof endLocalCodeForm>

/** The address of the list of codes: what is looked for, and from where on it goes. `vmp`: of one medicine, ended ones, too. */
export const localCodesAddress = z.object({
  q: z.string().trim().max(100).catch(''),
  vmp: z.string().refine(isDmdId).catch(''),
  after: z.string().max(200).catch(''),
})

/** The list of codes as it is asked for. */
export type LocalCodesAddress = z.output<typeof localCodesAddress>

/** The address of a medicine's codes: which one is to be ended. */
export const productCodesAddress = z.object({ end: z.string().refine(isUuid).catch('') })
