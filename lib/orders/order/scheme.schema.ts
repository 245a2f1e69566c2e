import { z } from 'zod'
import { type Pence, pence } from '#lib/values/money.ts'
import { decidedAfterwards, firstShape } from './first-scheme.rules.ts'
import { asksAtLeast, justOne, signaturesOf } from './plan.rules.ts'
import { APPROVER_ROLES, type ApproverRole, LADDER, plan } from './plan.schema.ts'
import { DEFAULT_SAMPLE } from './sample.rules.ts'

export { APPROVER_ROLES, type ApproverRole, LADDER }

/** The largest amount that a scheme names, pence: beyond it there is only "without limit". */
const LARGEST = 1_000_000_000_000

const amount = z
  .int('Enter an amount in whole pence')
  .min(0, 'Enter an amount of £0.00 or more')
  .max(LARGEST, 'Enter an amount of at most £10,000,000,000')
  .transform((n): Pence => pence(n))

/**
 * Bands of an amount, from nothing up: each begins a penny after the one before it ends, and the last has no end (`upTo`
 * null), so that every amount is in exactly one of them. A higher band asks at least what the one below it asks.
 */
const bands = z
  .array(z.object({ upTo: amount.nullable(), plan }))
  .min(1, 'Keep at least one band')
  .max(8, 'Keep at most 8 bands')
  .superRefine((list, context) => {
    const say = (index: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [index, field], message })
    list.forEach(({ upTo, plan: asked }, index) => {
      const below = list[index - 1]
      const last = index === list.length - 1
      if (last && upTo !== null) say(index, 'upTo', 'Let the last band have no end')
      if (!last && upTo === null) say(index, 'upTo', 'Enter where this band ends')
      if (below && below.upTo !== null && upTo !== null && upTo <= below.upTo)
        say(index, 'upTo', 'Enter more than where the band before it ends')
      if (below && !asksAtLeast(signaturesOf(asked), signaturesOf(below.plan)))
        say(index, 'plan', 'Ask for at least as much as the band before it: a larger amount never needs less')
      if (last && asked.length === 0) say(index, 'plan', 'Choose who must agree to what has no limit')
    })
  })

/** Categories (dm+d CATCD) of Schedules 1 to 3. */
export const SCHEDULES_1_TO_3: readonly string[] = ['0001', '0002', '0003', '0004', '0005', '0006', '0007']

const clinical = plan.refine(
  (steps) => steps.some((step) => step.some((ask) => ask.role === 'pharmacist')),
  'Keep a pharmacist: the law asks for one, and you can only add to it',
)

const shape = z.object({
  /** Orders, by what the commitment comes to: nobody, where contract lines pass by themselves, and who from there on. */
  bands,
  /** Orders of one supplier within so many London days, the day itself included, are one commitment. */
  window: z.object({
    days: z.int('Enter a number of days').min(1, 'Enter 1 or more').max(31, 'Enter at most 31 days'),
  }),
  /** Lines bought beside a contract that exists, by what they come to in the commitment. */
  offContract: bands,
  /** A pack that this trust has never bought. */
  firstPurchase: z.object({ plan }),
  /** A supplier that this trust never ordered from, beside the contracts: whoever may add a supplier is not alone with it. */
  newSupplier: z.object({
    plan: plan.refine((steps) => steps.length > 0, 'Choose who looks at a first order to a supplier'),
  }),
  /** A contract line dearer than its contract by more than the tolerance (basis points). */
  priceOverContract: z.object({
    plan,
    tolerance: z.int('Enter a percentage').min(0, 'Enter 0% or more').max(10_000, 'Enter at most 100%'),
  }),
  /** A medicine that the catalogue marks as high-cost (paid for outside the tariff). */
  highCost: z.object({ plan }),
  /**
   * dm+d controlled drug categories (CATCD) that a pharmacist must agree to. 0001 to 0007 are Schedules 1 to 3, the
   * ones that need a requisition under the Misuse of Drugs Regulations 2001; a trust may only add to them.
   */
  controlledDrugs: z.object({
    categories: z
      .array(z.string().regex(/^00(0[1-9]|10)$/, 'Enter a dm+d category of controlled drugs, like 0002'))
      .refine((list) => SCHEDULES_1_TO_3.every((category) => list.includes(category)), {
        message: 'Keep the categories 0001 to 0007: Schedules 1 to 3 need a pharmacist',
      }),
    plan: clinical,
  }),
  /** An unlicensed medicine without a valid approval to repeat. */
  unlicensed: z.object({ plan: clinical }),
  /**
   * An emergency order goes at once and is decided on within so many hours, by those whom it needs and, beside them, by
   * `plan`, which is never empty. A controlled drug or an unlicensed medicine waits for its pharmacist all the same.
   */
  emergency: z.object({
    hours: z.int('Enter a number of hours').min(1, 'Enter 1 or more').max(168, 'Enter at most 168 hours'),
    plan: plan.refine((steps) => steps.length > 0, 'Choose who decides on an emergency after it went'),
  }),
  /** Days after which an approval that nobody gave is over: the order must be submitted again at today's prices. */
  waitingDays: z.int('Enter a number of days').min(1, 'Enter 1 or more').max(90, 'Enter at most 90 days'),
  /** How many in a hundred of the orders that passed by themselves an auditor or lead looks at. */
  sample: z.int('Enter a whole percentage').min(0, 'Enter 0 or more').max(100, 'Enter at most 100'),
})

/**
 * A trust's scheme of delegation as data: who must agree to an order before it goes to the supplier. Amounts in pence
 * with VAT and, as standing financial instructions have it, for the commitment rather than for the order. Versions are
 * never changed, only followed by another; an order in flight keeps the version it was submitted under, so what was
 * stored in the first shape is read as this one. Defaults are common NHS practice; every trust sets its own.
 */
export const approvalScheme = z.preprocess((stored) => decidedAfterwards(firstShape(stored)), shape)

/** The same for a scheme that somebody proposes now: nothing is read into it. */
export const proposedScheme = shape

/** A trust's rules, checked. Amounts are pence with VAT. */
export type ApprovalScheme = z.output<typeof shape>

/** Bands of an amount, from nothing up. */
export type Bands = ApprovalScheme['bands']

/** The scheme of a trust that has adopted none of its own: version 1. */
export const DEFAULT_SCHEME: ApprovalScheme = approvalScheme.parse({
  bands: [
    { upTo: 500_000, plan: [] },
    { upTo: 2_500_000, plan: justOne('lead') },
    { upTo: 10_000_000, plan: justOne('chief') },
    { upTo: null, plan: justOne('director') },
  ],
  window: { days: 1 },
  offContract: [
    { upTo: 1_000_000, plan: justOne('lead') },
    { upTo: null, plan: justOne('chief') },
  ],
  firstPurchase: { plan: justOne('lead') },
  newSupplier: { plan: justOne('lead') },
  priceOverContract: { plan: justOne('lead'), tolerance: 0 },
  highCost: { plan: [] },
  controlledDrugs: { categories: [...SCHEDULES_1_TO_3], plan: justOne('pharmacist') },
  unlicensed: { plan: justOne('pharmacist') },
  emergency: { hours: 24, plan: justOne('lead') },
  waitingDays: 7,
  sample: DEFAULT_SAMPLE,
})
