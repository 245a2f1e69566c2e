import { z } from 'zod'
import { type Pence, pence } from '#lib/values/money.ts'
import { APPROVER_ROLES } from './plan.schema.ts'

const amount = z.int().transform((n): Pence => pence(n))
const needs = z.enum(APPROVER_ROLES)
const lineIds = z.array(z.string()).min(1)

/** Whose limit is passed; `band`: of nobody in particular, from there on more is asked. */
export const HOLDERS = ['buyer', 'lead', 'chief', 'band'] as const

/** Somebody with a limit. */
export type Holder = (typeof HOLDERS)[number]

const holder = z.enum(HOLDERS)

/**
 * Why somebody must agree, with the amounts (pence with VAT unless said otherwise) and lines as they stood when the
 * order was submitted. Kept with the approval; put into words by `reasonWords`.
 */
export const reason = z.discriminatedUnion('code', [
  /** The order by itself passes a limit. */
  z.object({ code: z.literal('OVER_LIMIT'), needs, holder, limit: amount, gross: amount }),
  /** Only together with the other orders to this supplier on this day, or within `days` days, does it pass a limit. */
  z.object({
    code: z.literal('DAY_OVER_LIMIT'),
    needs,
    holder,
    limit: amount,
    gross: amount,
    dayTotal: amount,
    orders: z.array(z.object({ number: z.string(), gross: amount })).min(1),
    days: z.int().min(2).optional(),
  }),
  /**
   * A contract exists and the line is bought beside it. `amount` is what these lines cost; `dayAmount` counts those of
   * the day's other orders to the supplier, too; `dearer` is the difference to contract ex VAT, negative when cheaper,
   * over the lines whose contract price is known; `above` is the amount beyond which somebody higher decides, where it
   * is passed. `why` are the buyer's reason codes.
   */
  z.object({
    code: z.literal('OFF_CONTRACT'),
    needs,
    lineIds,
    amount,
    dayAmount: amount,
    dearer: amount,
    above: amount.nullable(),
    why: z.array(z.string()),
    days: z.int().min(2).optional(),
  }),
  /** Contract lines dearer than their contract by more than the tolerance: `over` is the difference ex VAT. */
  z.object({
    code: z.literal('PRICE_OVER_CONTRACT'),
    needs,
    lineIds,
    over: amount,
    tolerance: z.int().min(0),
  }),
  /** Packs this trust has never bought. */
  z.object({ code: z.literal('FIRST_PURCHASE'), needs, lineIds }),
  /** Lines beside the contracts, from a supplier this trust never ordered from. */
  z.object({ code: z.literal('NEW_SUPPLIER'), needs, lineIds }),
  /** Medicines that the catalogue marks as high-cost. */
  z.object({ code: z.literal('HIGH_COST'), needs, lineIds }),
  /** An emergency order: somebody looks at it within so many hours, whatever is in it. */
  z.object({ code: z.literal('EMERGENCY'), needs, hours: z.int().min(1) }),
  /** Controlled drugs of a category that a pharmacist must agree to. */
  z.object({ code: z.literal('CONTROLLED_DRUG'), lineIds, categories: z.array(z.string()).min(1) }),
  /** Unlicensed medicines without a valid approval to repeat. */
  z.object({ code: z.literal('UNLICENSED'), lineIds }),
  z.object({ code: z.literal('TREATED_STRICTER'), lineIds }),
])

/** One reason why somebody must agree. */
export type Reason = z.infer<typeof reason>

/** What an approval row keeps in its column `reasons`. */
export const reasons = z.array(reason).min(1)
