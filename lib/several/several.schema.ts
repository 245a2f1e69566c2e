import { z } from 'zod'
import { needsReason, SEVERAL_ACTS } from './several.rules.ts'

/** Most orders that are chosen for one act. */
export const MOST_CHOSEN = 500

/** Most orders of one request: an act on more of them goes in portions, each with its progress. */
export const PORTION = 20

/** Most lines of one order. */
const MOST_LINES = 2000

const number = z.string().min(1).max(40)

/** Orders chosen from the list: some by number, or (`all`) whatever the filters of the address match. */
export const chosenAddress = z.object({
  order: z
    .union([number.transform((one) => [one]), z.array(number)])
    .optional()
    .catch(undefined),
  all: z.literal('yes').optional().catch(undefined),
  act: z.enum(SEVERAL_ACTS).optional().catch(undefined),
})

/**
 * A portion of an act on several orders, each as it was shown: its version, and its revision where a draft is meant.
 * The key of the request is that of the whole act; each order has its own of it.
 */
export const actOnSeveralInput = z
  .object({
    act: z.enum([...SEVERAL_ACTS, 'restore']),
    reason: z.string().trim().max(500, 'Keep it under 500 characters').default(''),
    orders: z
      .array(
        z.object({
          ...{ number, version: z.int().min(1), revision: z.int().min(1) },
          /** The lines of which the rest is closed, where that is the act. */
          lines: z.array(z.uuid()).max(MOST_LINES).default([]),
        }),
      )
      .min(1, 'Choose at least one order')
      .max(PORTION, `At most ${PORTION} orders in one request`),
  })
  .refine(({ act, reason }) => act === 'restore' || !needsReason(act) || reason.length >= 3, {
    path: ['reason'],
    message: 'Say why, in a few words',
  })

/** A portion of an act on several orders. */
export type ActOnSeveral = z.output<typeof actOnSeveralInput>

/** What became of one order of the act, in words; `ok` where it was done, wholly. */
export type SeveralOutcome = { number: string; ok: boolean; words: string }

/** The same as a portion answers it: by its place among the orders that were sent. */
export type PlacedOutcome = Omit<SeveralOutcome, 'number'>
