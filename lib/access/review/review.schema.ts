import { z } from 'zod'
import { SCOPE_LIST } from '#lib/access/scopes.ts'

/** A round to be started: nothing needs to be said. */
export const startReviewForm = z.object({})

/** Verdicts on rows of a round; a row without one is left as it is. */
export const decideRowsForm = z.object({
  reviewId: z.uuid(),
  rows: z
    .array(z.object({ id: z.uuid(), verdict: z.enum(['confirmed', 'withdrawn']).optional() }))
    .max(2000)
    .default([]),
})

/** A round, for acts that need nothing else. */
export const reviewForm = z.object({ reviewId: z.uuid() })

/** What a row keeps of how things stood when its round began. Instants as text. */
export const rowDetail = z.object({
  sites: z.array(z.string()).default([]),
  name: z.string().default(''),
  scopes: z.array(z.enum(SCOPE_LIST)).default([]),
  beside: z.string().default(''),
  reason: z.string().default(''),
  until: z.string().nullable().default(null),
  usedAt: z.string().nullable().default(null),
  since: z.string().nullable().default(null),
})

/** What each schema gives. */
export type DecideRows = z.output<typeof decideRowsForm>
export type OneReview = z.output<typeof reviewForm>
export type RowDetail = z.output<typeof rowDetail>
