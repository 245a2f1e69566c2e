import { z } from 'zod'
import { parseDate } from '#lib/values/dates.ts'
import { parseTime } from '#lib/values/times.ts'

const order = { number: z.string().min(1) }
const versioned = { ...order, version: z.coerce.number().int().positive() }
const transmission = { ...order, transmissionId: z.uuid() }

const words = (what: string, most = 500) =>
  z.string({ error: what }).trim().min(3, what).max(most, `Keep it under ${most} characters`)

/** Text that must be read as something: what `read` makes of it, or the message. */
const reading = <T>(message: string, read: (text: string) => T | null) =>
  z.string({ error: message }).transform((text, context): T => {
    const value = read(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

const day = (message: string) => reading(message, parseDate)

/** An order that a person placed by phone or in the supplier's portal: when, with whom, their reference. */
export const manualSendingInput = z.object({
  ...transmission,
  channel: z.enum(['phone', 'portal'], { error: 'Choose how you placed it' }),
  on: day('Enter the day you placed it, like 6 August 2026'),
  at: reading('Enter a time, like 2:15pm or 14:15', parseTime),
  whom: z
    .string({ error: 'Enter who took the order, or the name of the portal' })
    .trim()
    .min(2, 'Enter who took the order, or the name of the portal')
    .max(200, 'Keep it under 200 characters'),
  reference: z.string().trim().max(100, 'Keep it under 100 characters').default(''),
})
/** An order placed by hand. */
export type ManualSending = z.output<typeof manualSendingInput>

/** A message that failed, to be sent again. */
export const resendInput = z.object(transmission)
/** A message to be sent again. */
export type Resend = z.output<typeof resendInput>

/** What a person found out about a message whose outcome was unknown. */
export const settleInput = z.object({
  ...transmission,
  outcome: z.enum(['arrived', 'not_arrived'], { error: 'Choose what you found out' }),
  how: words('Say how you found out, such as whom you phoned'),
})
/** An unknown outcome, settled. */
export type Settle = z.output<typeof settleInput>

/** The particulars of a requisition that are not on file: the signer's profession and the purpose. */
export const writeRequisitionInput = z.object({
  ...versioned,
  profession: words('Enter your profession, such as pharmacist', 100),
  purpose: words('Say what the drugs are for, such as hospital stock'),
})
/** A requisition to be written. */
export type WriteRequisition = z.output<typeof writeRequisitionInput>

/**
 * The word of a pharmacist that the requisition was signed by hand and has gone to the supplier, and why it asks for more
 * than three months' usage, where it does.
 */
export const signRequisitionInput = z.object({
  ...versioned,
  signed: z.literal('yes', { error: 'Tick the box once the signed copy has gone to the supplier' }),
  unusualReason: z.string().trim().max(500, 'Keep it under 500 characters').default(''),
})
/** A signed requisition. */
export type SignRequisition = z.output<typeof signRequisitionInput>

/**
 * The approval of an unlicensed medicine: who asked for it, why it is needed, what licensed ones were considered, how its
 * quality was assessed, until when it counts.
 */
export const approveUnlicensedInput = z.object({
  ...versioned,
  vmpId: z.string().regex(/^\d{6,18}$/),
  request: words('Say who asked for it: the ward or clinic and the prescriber, and when'),
  reason: words('Say why it is needed: the clinical need'),
  alternatives: words('Say which licensed medicines were considered, and why they will not do'),
  quality: words('Say how its quality was assessed: source, certificate, by whom'),
  reviewOn: day('Enter the day it is to be reviewed, like 6 August 2026'),
})
/** An unlicensed medicine to be approved. */
export type ApproveUnlicensed = z.output<typeof approveUnlicensedInput>

/** An approved order whose hold may be over. */
export const sendHeldInput = z.object(versioned)
/** An order to be queued after its hold. */
export type SendHeld = z.output<typeof sendHeldInput>
