import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Price, parsePrice } from '#lib/values/money.ts'

/** Where a price on file may come from. */
export const PRICE_SOURCES = {
  quotation: 'Quotation',
  price_list: 'Price list',
  email: 'E-mail',
  phone: 'Phone call',
  website: 'Supplier’s website',
  invoice: 'Invoice',
} as const

/** A kind of source. */
export type PriceSource = keyof typeof PRICE_SOURCES

const KINDS = Object.keys(PRICE_SOURCES) as [PriceSource, ...PriceSource[]]

/** The most that a pack may cost: a million pounds. */
const MOST = 10_000_000_000

const price = z.string({ error: 'Enter the price of a pack' }).transform((text, context): Price => {
  const value = parsePrice(text)
  if (value !== null && value > 0 && value <= MOST) return value
  context.addIssue({ code: 'custom', message: 'Enter the price of a pack in pounds, like 24.90' })
  return z.NEVER
})

function day(message: string) {
  return z.string({ error: message }).transform((text, context): LocalDate => {
    const value = parseDate(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/** A price of a pack from a supplier, from a day on. `standing`: what was on file when the form was drawn. */
export const filePriceForm = z
  .object({
    supplierId: z.string().refine(isUuid, 'Choose a supplier'),
    amppId: z.string().refine(isDmdId, 'Choose a pack'),
    standing: z
      .string()
      .max(20_000)
      .optional()
      .transform((text) => text ?? ''),
    price,
    from: day('Enter the first day, like 6 August 2026'),
    to: day('Enter the last day, like 31 March 2027, or leave it empty').optional(),
    source: z.enum(KINDS, 'Choose where the price comes from'),
    sourceOn: day('Enter the day of the source, like 6 August 2026'),
    reference: z
      .string()
      .trim()
      .max(100, 'Enter at most 100 letters')
      .optional()
      .transform((text) => text ?? ''),
  })
  .refine((typed) => typed.source !== 'phone' || typed.reference !== '', {
    path: ['reference'],
    error: 'Enter whom you spoke to',
  })

/** A price on file comes to its end. `until`: the last day it had when the form was drawn, or "open". */
export const endPriceForm = z.object({
  priceId: z.string().refine(isUuid, 'Choose a price'),
  until: z.string().refine((text) => text === 'open' || isLocalDate(text), 'Open the page again'),
  last: day('Enter the last day, like 6 August 2026'),
  reason: z
    .string({ error: 'Enter why it ends' })
    .trim()
    .min(3, 'Enter why it ends')
    .max(200, 'Enter at most 200 letters'),
})

/** A price as it is entered. */
export type FilePrice = z.output<typeof filePriceForm>
/** The end of a price. */
export type EndPrice = z.output<typeof endPriceForm>

/** The address of a medicine's prices on file: what is to be entered or ended. */
export const pricesAddress = z.object({
  pack: z.string().refine(isDmdId).catch(''),
  supplier: z.string().refine(isUuid).catch(''),
  end: z.string().refine(isUuid).catch(''),
})

/** The address of a supplier's prices on file: the pack looked for, and from where on the list goes. */
export const supplierPricesAddress = z.object({
  q: z.string().trim().max(100).catch(''),
  after: z.string().max(400).catch(''),
})
