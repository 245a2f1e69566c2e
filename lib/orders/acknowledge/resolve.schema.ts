import { z } from 'zod'

const reason = z.string({ error: 'Say why' }).trim().max(500, 'Keep it under 500 characters')

const about = {
  number: z.string().min(1),
  version: z.coerce.number().int().positive(),
  answerIds: z.array(z.uuid(), { error: 'Choose an answer' }).min(1).max(500),
}

/**
 * What to do about answers that change an order: take them as they are (other terms become a new version, packs that
 * follow later are waited for), or close what the answer leaves.
 */
export const resolveAnswerInput = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('accept'), ...about, reason: reason.default('') }),
  z.object({
    decision: z.literal('short_close'),
    ...about,
    reason: reason.min(3, 'Say why, in a few words'),
  }),
])

/** A decision on answers. */
export type ResolveAnswer = z.output<typeof resolveAnswerInput>
