import { z } from 'zod'

const reason = z
  .string({ error: 'Say why' })
  .trim()
  .min(3, 'Say why, in a few words')
  .max(500, 'Keep it under 500 characters')
const order = { number: z.string().min(1), version: z.coerce.number().int().positive() }

/** Cancelling an order: which version the person saw, and why. */
export const cancelOrderInput = z.object({ ...order, reason })
/** Cancelling an order. */
export type CancelOrder = z.output<typeof cancelOrderInput>

/** Closing an order with nothing still to come. */
export const closeOrderInput = z.object(order)
/** Closing an order. */
export type CloseOrder = z.output<typeof closeOrderInput>

/** Closing what is still to come of one line. */
export const shortCloseLineInput = z.object({ ...order, lineId: z.uuid(), reason })
/** Closing the remainder of a line. */
export type ShortCloseLine = z.output<typeof shortCloseLineInput>

/** What the supplier said to a cancellation that was asked for. */
export const answerChangeInput = z.object({
  number: z.string().min(1),
  changeId: z.uuid(),
  answer: z.enum(['agreed', 'refused'], { error: 'Choose what the supplier said' }),
  note: z.string().trim().max(500).default(''),
})
/** The supplier's answer to an asked cancellation. */
export type AnswerChange = z.output<typeof answerChangeInput>
