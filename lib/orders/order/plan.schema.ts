import { z } from 'zod'

/** Who may agree to spending, in order: each may decide what the one before may, and more. */
export const LADDER = ['lead', 'chief', 'director'] as const

/** A role of the ladder of money and contract. */
export type LadderRole = (typeof LADDER)[number]

/** Who can be asked for an approval: somebody of the ladder, or a pharmacist for what is clinical. */
export const APPROVER_ROLES = [...LADDER, 'pharmacist'] as const

/** A kind of approver. */
export type ApproverRole = (typeof APPROVER_ROLES)[number]

/** Most signatures that one line of a scheme asks of one kind of approver. */
export const MOST_SIGNATURES = 3

/**
 * So many signatures by different people: of whoever has the role or, where `people` names some, of those. The role of
 * named people is the level they decide at: where none of them may, it comes to whoever stands above that level.
 */
export const ask = z
  .object({
    role: z.enum(APPROVER_ROLES, { error: 'Choose who is asked' }),
    people: z
      .array(z.uuid())
      .max(10, 'Name at most 10 people')
      .refine((list) => new Set(list).size === list.length, 'Name each person once')
      .default([]),
    signatures: z
      .int('Enter how many have to sign')
      .min(1, 'Enter at least one signature')
      .max(MOST_SIGNATURES, `Enter at most ${MOST_SIGNATURES} signatures`)
      .default(1),
  })
  .refine(({ people, signatures }) => people.length === 0 || people.length >= signatures, {
    path: ['people'],
    message: 'Name at least as many people as have to sign',
  })

/** Who must agree: steps one after the other, and within a step everybody at the same time. Empty: nobody. */
export const plan = z
  .array(
    z
      .array(ask)
      .min(1, 'Choose who is asked in this step, or take the step away')
      .max(4, 'Ask at most 4 kinds of approver at a time'),
  )
  .max(4, 'Ask in at most 4 steps')

/** So many signatures of a kind of approver. */
export type Ask = z.infer<typeof ask>

/** Who must agree, step after step; empty: nobody. */
export type Plan = z.infer<typeof plan>
