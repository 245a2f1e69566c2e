import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { isLocalDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Milli, milli } from '#lib/values/packs.ts'

const storeId = z.string().refine(isUuid, 'Choose a store')
const dmdId = (what: string) => z.string().refine(isDmdId, `Enter the dm+d id of the ${what}`)
const day = z.string().refine(isLocalDate, 'Enter a day that exists')
const units = z.int().transform((count): Milli => milli(count))

/** What was counted on the shelves of a store. A pack that is named is counted whole: batches that are not named are gone. */
export const stockCount = z.object({
  storeId,
  counts: z
    .array(
      z.object({
        amppId: dmdId('pack'),
        batch: z.string().trim().max(40).default(''),
        expiry: day.nullable().default(null),
        /** Thousandths of a VMP unit. */
        unitsMilli: units.refine((count) => count >= 0, 'A count cannot be below zero'),
      }),
    )
    .min(1)
    .max(20_000),
})

/** What a store issued of medicines on days; replaces what was recorded for them. Negative when more came back. */
export const usageRecord = z.object({
  storeId,
  usage: z
    .array(z.object({ vmpId: dmdId('medicine'), day, /** Thousandths of a VMP unit. */ unitsMilli: units }))
    .min(1)
    .max(200_000),
})

/** A count of stock as it comes in. */
export type StockCount = z.input<typeof stockCount>
/** A record of usage as it comes in. */
export type UsageRecord = z.input<typeof usageRecord>
