import { z } from 'zod'
import { type Pence, pence } from '#lib/values/money.ts'

/** Who may agree to spending, in order: each may decide what the one before may, and more. */
export const LADDER = ['lead', 'chief', 'director'] as const

/** A role of the ladder of money and contract. */
export type LadderRole = (typeof LADDER)[number]

/** Who can be asked for an approval: somebody of the ladder, or a pharmacist for what is clinical. */
export const APPROVER_ROLES = [...LADDER, 'pharmacist'] as const

/** A kind of approver; a version of an order has at most one approval of each. */
export type ApproverRole = (typeof APPROVER_ROLES)[number]

const amount = z
  .int('Enter an amount in whole pence')
  .min(0, 'Enter an amount of £0.00 or more')
  .transform((n): Pence => pence(n))
const ladderRole = z.enum(LADDER)

/**
 * A trust's scheme of delegation as data: who must agree to an order before it goes to the supplier. Amounts in pence
 * with VAT and, as standing financial instructions have it, for the commitment rather than for the order: orders of
 * one supplier and day count together. Versions are never changed, only followed by another; an order in flight keeps
 * the version it was submitted under. Defaults are common NHS practice; every trust sets its own.
 */
export const approvalScheme = z
  .object({
    /** Up to and including the buyer's limit contract lines pass by themselves; beyond the chief's the director decides. */
    limits: z.object({ buyer: amount, lead: amount, chief: amount }),
    /** Lines bought beside a contract that exists; `above` this much of them in all, somebody higher decides. */
    offContract: z.object({ role: ladderRole, above: amount, aboveRole: ladderRole }),
    /** A pack that this trust has never bought, or a supplier it never ordered from, beside the contracts. */
    firstPurchase: z.object({ role: ladderRole }),
    /** A contract line dearer than its contract by more than the tolerance (basis points). */
    priceOverContract: z.object({ role: ladderRole, tolerance: z.int().min(0).max(10_000) }),
    /**
     * dm+d controlled drug categories (CATCD) that a pharmacist must agree to. 0001 to 0007 are Schedules 1 to 3, the
     * ones that need a requisition under the Misuse of Drugs Regulations 2001; a trust may only add to them.
     */
    controlledDrugs: z
      .array(z.string().regex(/^00(0[1-9]|10)$/, 'Enter a dm+d category of controlled drugs, like 0002'))
      .refine((list) => SCHEDULES_1_TO_3.every((category) => list.includes(category)), {
        message: 'Keep the categories 0001 to 0007: Schedules 1 to 3 need a pharmacist',
      }),
    /**
     * An emergency order goes at once and is agreed to within so many hours. A controlled drug or an unlicensed
     * medicine waits for its pharmacist all the same, unless `clinical` says that this, too, may follow.
     */
    emergency: z.object({ hours: z.int().min(1).max(168), clinical: z.boolean() }),
    /** Days after which an approval that nobody gave is over: the order must be submitted again at today's prices. */
    waitingDays: z.int().min(1).max(90),
  })
  .refine(({ limits }) => limits.buyer <= limits.lead && limits.lead <= limits.chief, {
    path: ['limits'],
    message: 'Enter limits that do not fall from buyer to lead to chief pharmacist',
  })
  .refine(({ offContract }) => LADDER.indexOf(offContract.aboveRole) >= LADDER.indexOf(offContract.role), {
    path: ['offContract', 'aboveRole'],
    message: 'Choose a role that may decide at least as much for the larger amount',
  })

/** A trust's rules, checked. Amounts are pence with VAT. */
export type ApprovalScheme = z.infer<typeof approvalScheme>

/** Categories (dm+d CATCD) of Schedules 1 to 3. */
const SCHEDULES_1_TO_3: readonly string[] = ['0001', '0002', '0003', '0004', '0005', '0006', '0007']

/** The scheme of a trust that has adopted none of its own: version 1. */
export const DEFAULT_SCHEME: ApprovalScheme = approvalScheme.parse({
  limits: { buyer: 500_000, lead: 2_500_000, chief: 10_000_000 },
  offContract: { role: 'lead', above: 1_000_000, aboveRole: 'chief' },
  firstPurchase: { role: 'lead' },
  priceOverContract: { role: 'lead', tolerance: 0 },
  controlledDrugs: [...SCHEDULES_1_TO_3],
  emergency: { hours: 24, clinical: false },
  waitingDays: 7,
})
