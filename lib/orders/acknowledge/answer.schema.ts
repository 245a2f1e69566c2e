import { z } from 'zod'
import { ANSWER_CODES } from '#lib/orders/order/order.progress.ts'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { type Price, parsePrice } from '#lib/values/money.ts'

/** How a supplier's answer reached us, where a person writes it down. A message that is read in is `message`. */
export const ANSWER_SOURCES = ['email', 'phone', 'portal', 'letter'] as const

/** A way for an answer to reach us. */
export type AnswerSource = (typeof ANSWER_SOURCES)[number] | 'message'

/** What a way is called on screen. */
export const SOURCE_NAMES = {
  email: 'E-mail',
  phone: 'Phone',
  portal: 'Supplier’s portal',
  letter: 'Letter',
  message: 'Peppol message',
} as const satisfies Record<AnswerSource, string>

const day = (message: string) =>
  z
    .string()
    .nullish()
    .transform((text, context): LocalDate | null => {
      if (!text?.trim()) return null
      const date = isLocalDate(text) ? text : parseDate(text)
      if (date) return date
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

const packs = z
  .string()
  .nullish()
  .transform((typed, context): number | null => {
    const text = typed?.trim().replace(/,/g, '') ?? ''
    if (text === '') return null
    if (/^\d{1,7}$/.test(text)) return Number(text)
    context.addIssue({ code: 'custom', message: 'Enter packs as a whole number, like 20' })
    return z.NEVER
  })

const pricePerPack = z
  .string()
  .nullish()
  .transform((typed, context): Price | null => {
    if (!typed?.trim()) return null
    const amount = parsePrice(typed)
    if (amount !== null) return amount
    context.addIssue({ code: 'custom', message: 'Enter the price of a pack in pounds, like 18.50' })
    return z.NEVER
  })

const note = z.string().trim().max(500, 'Keep it under 500 characters').default('')

/**
 * The answer to one line as it is typed. What is left empty is as ordered; a line without a code was not answered.
 * Packs are those the supplier will deliver of this line in all, what came before included; of another pack offered,
 * how many of those. The price is per pack ex VAT.
 */
export const givenAnswer = z.object({
  lineId: z.uuid(),
  code: z.enum(ANSWER_CODES, { error: 'Choose an answer from the list' }).nullable().default(null),
  packs,
  price: pricePerPack,
  expectedOn: day('Enter the day as a date, like 31 August 2027'),
  substituteAmppId: z.string().max(20).nullish().default(null),
  note,
})

/** What was written down for one line: ten-thousandths of a pound per pack, days in London. */
export type GivenAnswer = z.output<typeof givenAnswer>

const answer = {
  number: z.string().min(1),
  version: z.coerce.number().int().positive(),
  /** Counts the order's changes: of two people who write down answers at once, one sees the other's first. */
  edit: z.coerce.number().int().positive(),
  source: z.enum(ANSWER_SOURCES, { error: 'Choose how they answered' }),
  supplierReference: z.string().trim().max(60, 'Keep their reference under 60 characters').default(''),
  answeredOn: day('Enter the day they answered as a date, like 6 August 2026'),
  note,
}

/** A supplier's answer written down by a person: everything accepted in one act, or line by line. */
export const acknowledgeOrderInput = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('all'), ...answer }),
  z.object({ intent: z.literal('lines'), ...answer, lines: z.array(givenAnswer).max(1000).default([]) }),
])

/** A supplier's answer to write down. */
export type AcknowledgeOrder = z.output<typeof acknowledgeOrderInput>

/** The largest file that is read as a message. */
const MOST_BYTES = 900_000

/** A supplier's answer as a Peppol message (UBL Order Response). */
export const answerFileInput = z.object({
  number: z.string().min(1),
  version: z.coerce.number().int().positive(),
  message: z
    .instanceof(File, { error: 'Choose the message' })
    .refine((file) => file.size > 0, 'Choose the message')
    .refine((file) => file.size <= MOST_BYTES, 'Choose a file under 900 KB'),
})
