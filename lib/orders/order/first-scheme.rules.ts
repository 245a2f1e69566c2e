import { z } from 'zod'
import { justOne } from './plan.rules.ts'
import { LADDER } from './plan.schema.ts'
import { DEFAULT_SAMPLE } from './sample.rules.ts'

const role = z.enum(LADDER)

const first = z.object({
  limits: z.object({ buyer: z.number(), lead: z.number(), chief: z.number() }),
  offContract: z.object({ role, above: z.number(), aboveRole: role }),
  firstPurchase: z.object({ role }),
  priceOverContract: z.object({ role, tolerance: z.number() }),
  controlledDrugs: z.array(z.string()),
  emergency: z.object({ hours: z.number() }),
  waitingDays: z.number(),
})

/**
 * A scheme kept in the first shape (three limits, one role for each category), told in today's: the same people for the
 * same orders. Anything else is left as it is. Limits that are equal leave out the band between them. What the first
 * shape did not say is as it was then (one day counts together) or as it is for everybody who never said otherwise (the
 * sample).
 */
export function firstShape(stored: unknown): unknown {
  const found = first.safeParse(stored)
  if (!found.success) return stored
  const { limits, offContract, firstPurchase, priceOverContract, controlledDrugs, emergency, waitingDays } = found.data
  const { buyer, lead, chief } = limits
  return {
    bands: [
      { upTo: buyer, plan: [] },
      ...(lead > buyer ? [{ upTo: lead, plan: justOne('lead') }] : []),
      ...(chief > lead ? [{ upTo: chief, plan: justOne('chief') }] : []),
      { upTo: null, plan: justOne('director') },
    ],
    window: { days: 1 },
    offContract: [
      { upTo: offContract.above, plan: justOne(offContract.role) },
      { upTo: null, plan: justOne(offContract.aboveRole) },
    ],
    firstPurchase: { plan: justOne(firstPurchase.role) },
    newSupplier: { plan: justOne(firstPurchase.role) },
    priceOverContract: { plan: justOne(priceOverContract.role), tolerance: priceOverContract.tolerance },
    highCost: { plan: [] },
    controlledDrugs: { categories: controlledDrugs, plan: justOne('pharmacist') },
    unlicensed: { plan: justOne('pharmacist') },
    emergency: { hours: emergency.hours, plan: justOne('lead') },
    waitingDays,
    sample: DEFAULT_SAMPLE,
  }
}

const nobodyAfterwards = z.looseObject({ emergency: z.looseObject({ plan: z.array(z.unknown()).length(0) }) })

/**
 * A scheme kept while an emergency could go without anybody deciding on it afterwards: the procurement lead is asked, as
 * in a scheme that never said otherwise.
 */
export function decidedAfterwards(stored: unknown): unknown {
  const found = nobodyAfterwards.safeParse(stored)
  if (!found.success) return stored
  return { ...found.data, emergency: { ...found.data.emergency, plan: justOne('lead') } }
}
