import { z } from 'zod'
import { isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { BATCH_WORDS, isBatch } from '../order/batch.rules.ts'
import { GOES_BACK, VARIANCES } from './variance.rules.ts'

const day = z
  .string()
  .transform((text, context) => {
    if (text.trim() === '') return null
    const date = isLocalDate(text) ? (text as LocalDate) : parseDate(text)
    if (date) return date
    context.addIssue({ code: 'custom', message: 'Enter the expiry as a date, like 31 August 2027' })
    return z.NEVER
  })
  .nullable()
  .default(null)

const count = (what: string) =>
  z.coerce
    .number({ error: `Enter ${what} as a whole number, like 12` })
    .int(`Enter ${what} as a whole number`)
    .min(0)

/** One batch of one order line, as counted at goods-in. Temperature in tenths of a degree Celsius. */
export const receivedEntry = z.object({
  lineId: z.uuid(),
  batch: z
    .string()
    .trim()
    .refine(isBatch, `${BATCH_WORDS.charAt(0).toUpperCase()}${BATCH_WORDS.slice(1)}`)
    .default(''),
  expiry: day,
  accepted: count('packs received'),
  rejected: count('packs sent back').default(0),
  variance: z.enum(VARIANCES).nullable().default(null),
  fridgeTenths: z.coerce.number().int().min(-500).max(700).nullable().default(null),
  quarantined: z.boolean().default(false),
  scanned: z.string().max(200).default(''),
  note: z.string().trim().max(500).default(''),
})

/** One counted batch. */
export type ReceivedEntry = z.output<typeof receivedEntry>

/** Batches of one delivery that are booked in at a time. */
export const MOST_ENTRIES = 2000

/** A delivery: who brought it, where it stands, and everything that was in it, over as many orders as it holds. */
export const receiveDeliveryInput = z.object({
  supplierId: z.uuid(),
  storeId: z.uuid(),
  deliveryNote: z.string().trim().max(60).default(''),
  note: z.string().trim().max(500).default(''),
  entries: z
    .array(receivedEntry)
    .min(1, 'Scan or enter at least one pack')
    .max(MOST_ENTRIES, 'Book in 2,000 batches at most at a time'),
})

/** A delivery as the desk sends it: with the person who counted it, since another may have signed in since. */
export const bookInInput = receiveDeliveryInput.extend({ receiver: z.uuid() })

/** A delivery to book in. */
export type ReceiveDelivery = z.output<typeof receiveDeliveryInput>

/** Taking a receipt back: everything it booked in, with the reason. */
export const reverseReceiptInput = z.object({
  receiptNumber: z.string().min(1),
  reason: z.string({ error: 'Say why' }).trim().min(3, 'Say why, in a few words').max(500),
})

/** Reversal of a receipt. */
export type ReverseReceipt = z.output<typeof reverseReceiptInput>

/** Where in the controlled drugs register a batch that came was entered. */
export const enterCdRegisterInput = z.object({
  lineId: z.uuid(),
  reference: z
    .string({ error: 'Enter where it stands in the register, like CD 14, page 32' })
    .trim()
    .min(1, 'Enter where it stands in the register, like CD 14, page 32')
    .max(100, 'Keep it under 100 characters'),
})

/** An entry in the controlled drugs register. */
export type EnterCdRegister = z.output<typeof enterCdRegisterInput>

/** What to do with packs beyond the order. */
export const decideOverDeliveryInput = z.object({
  id: z.uuid(),
  decision: z.enum(['keep', 'return'], { error: 'Choose whether to keep or return them' }),
  reason: z.string({ error: 'Say why' }).trim().min(3, 'Say why, in a few words').max(500),
})

/** Decision on an over-delivery. */
export type DecideOverDelivery = z.output<typeof decideOverDeliveryInput>

/** What can become of packs in quarantine. */
export const QUARANTINE_OUTCOMES = ['release', 'return', 'destroy'] as const

/** One of these. */
export type QuarantineOutcome = (typeof QUARANTINE_OUTCOMES)[number]

/** What to do with packs in quarantine: what is not released says what is wrong with it. */
export const decideQuarantineInput = z
  .object({
    lineId: z.uuid(),
    packs: z.coerce
      .number({ error: 'Enter packs as a whole number, like 12' })
      .int('Enter whole packs')
      .min(1, 'Enter at least 1 pack'),
    outcome: z.enum(QUARANTINE_OUTCOMES, { error: 'Choose whether to release, return or destroy them' }),
    variance: z.enum(GOES_BACK).or(z.literal('')).default(''),
    reason: z.string({ error: 'Say why' }).trim().min(3, 'Say why, in a few words').max(500),
  })
  .refine(({ outcome, variance }) => outcome === 'release' || variance !== '', {
    path: ['variance'],
    message: 'Choose what is wrong with the packs',
  })

/** Decision on packs in quarantine. */
export type DecideQuarantine = z.output<typeof decideQuarantineInput>

/** What is looked up at the desk of a supplier and store: a barcode's product code, an order number, words of a name. */
export const lookUpInput = z.object({
  supplierId: z.uuid(),
  storeId: z.uuid(),
  text: z.string().trim().min(1, 'Scan or type something').max(200),
})

/** Something to look up. */
export type LookUp = z.output<typeof lookUpInput>
