import { z } from 'zod'
import { APPROVER_ROLES } from '#lib/orders/order/scheme.schema.ts'

const number = z.string().min(1).max(40)
const version = z.coerce.number().int().min(1)
const comment = (missing: string) =>
  z.string({ error: missing }).trim().min(1, missing).max(1000, 'Shorten the note to 1,000 characters')

/** The approval that a page showed: the order, the version it stood at, and the kind of approver asked for. */
const shown = { number, version, role: z.enum(APPROVER_ROLES) }

/** To approve; a note may go with it. */
export const approveInput = z.object({
  ...shown,
  comment: z.string().trim().max(1000, 'Shorten the note to 1,000 characters').default(''),
})

/** To return an order to its raiser, saying what to change. */
export const returnInput = z.object({ ...shown, comment: comment('Enter what has to change before you return it') })

/** To refuse an order, saying why. */
export const rejectInput = z.object({ ...shown, comment: comment('Enter why you refuse it') })

/** To disagree with what an emergency order already did, saying why. */
export const disagreeInput = z.object({ ...shown, comment: comment('Enter why you disagree') })

/** One form, several buttons: what was pressed says which of them it is. */
export const decisionInput = z.discriminatedUnion('decision', [
  approveInput.extend({ decision: z.literal('approve') }),
  returnInput.extend({ decision: z.literal('return') }),
  rejectInput.extend({ decision: z.literal('reject') }),
  disagreeInput.extend({ decision: z.literal('disagree') }),
])

/** To take an order back before anybody has agreed to all of it. */
export const withdrawInput = z.object({ number, version })

/** Most orders that are approved in one act. */
export const MOST_AT_ONCE = 50

const approvalKey = z.string().transform((text, context) => {
  const [orderNumber = '', orderVersion = '', role = ''] = text.split('/')
  const read = z.object(shown).safeParse({ number: orderNumber, version: orderVersion, role })
  if (read.success) return read.data
  context.addIssue({ code: 'custom', message: 'Open the page again and choose the orders' })
  return z.NEVER
})

/** Several approvals at once, each as `number/version/role`. */
export const approveSeveralInput = z.object({
  order: z
    .array(approvalKey, { error: 'Choose at least one order' })
    .min(1, 'Choose at least one order')
    .max(MOST_AT_ONCE, `Choose at most ${MOST_AT_ONCE} orders`)
    .refine((list) => new Set(list.map((one) => one.number)).size === list.length, 'Choose each order once'),
})

export type ApproveOrder = z.output<typeof approveInput>
export type ReturnOrder = z.output<typeof returnInput>
export type RejectOrder = z.output<typeof rejectInput>
export type DisagreeWithOrder = z.output<typeof disagreeInput>
export type WithdrawSubmission = z.output<typeof withdrawInput>
export type ApproveSeveral = z.output<typeof approveSeveralInput>

/** The value under which a box sends one approval. */
export function approvalKeyOf(one: { number: string; version: number; role: string }): string {
  return `${one.number}/${one.version}/${one.role}`
}
