import { z } from 'zod'
import { ok } from '#lib/result.ts'
import { recordStockCount } from '#lib/stock/record-stock-count.command.ts'
import { recordUsage } from '#lib/stock/record-usage.command.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'
import { parseUnits } from '#lib/values/packs.ts'
import { apiPost, type Operation } from './operation.ts'
import { amppId, day, units, vmpId } from './values.schema.ts'

const TAG = 'Stock'
const store = z
  .uuid()
  .refine(isUuid, 'Write the id as listStores tells it')
  .meta({ description: 'Store id', examples: ['01938f2c-5f00-7000-8000-000000000001'] })
const NO_DMD_ID = 'This is no dm+d id: its check digit is wrong'
const MOST_UNITS = 1_000_000_000_000

/** Units as thousandths; null where the text is none, or more than anybody holds. */
function thousandths(text: string): number | null {
  const value = parseUnits(text.replace(/^-/, ''))
  if (value === null || value > MOST_UNITS) return null
  return text.startsWith('-') && value !== 0 ? -value : value
}

const amount = units.refine((text) => thousandths(text) !== null, 'Enter units, like 120 or 2.5')

const countBody = z.strictObject({
  store,
  counts: z
    .array(
      z.strictObject({
        amppId: amppId.refine(isDmdId, NO_DMD_ID),
        batch: z.string().trim().max(40).default('').meta({ description: '"" = not recorded' }),
        expiry: day.nullable().default(null),
        units: amount.refine((text) => !text.startsWith('-'), 'A count cannot be below zero'),
      }),
    )
    .min(1)
    .max(5000)
    .meta({ description: 'A pack that is named is counted whole: batches of it that are not named are gone' }),
})

const usageBody = z.strictObject({
  store,
  usage: z
    .array(z.strictObject({ vmpId: vmpId.refine(isDmdId, NO_DMD_ID), day, units: amount }))
    .min(1)
    .max(10_000)
    .meta({ description: 'Negative units where more came back than went out' }),
})

/** What a stock system tells: what it counted, and what was issued. */
export const STOCK_ACTS: readonly Operation[] = [
  apiPost({
    id: 'recordStockCount',
    tag: TAG,
    summary: 'Record a stock count',
    description:
      'Sets the stock of a store right by movements of the difference, as the count of its pages does. `moved` counts the batches whose stock was another.',
    params: z.strictObject({}),
    body: countBody,
    answer: z.object({ moved: z.int() }),
    status: 201,
    example: {
      store: '01938f2c-5f00-7000-8000-000000000001',
      counts: [{ amppId: '4744711000001105', batch: 'B123', expiry: '2028-06-30', units: '120' }],
    },
    problems: ['NOT_FOUND'],
    run: async (act, { body: { store: storeId, counts } }) => {
      const done = await recordStockCount(act, {
        storeId,
        counts: counts.map(({ units: text, ...one }) => ({ ...one, unitsMilli: thousandths(text) ?? 0 })),
      })
      return done.ok ? ok(done.value) : done
    },
  }),
  apiPost({
    id: 'recordUsage',
    tag: TAG,
    summary: 'Record usage',
    description:
      'What a store issued of medicines on days. Replaces what was recorded for the same medicine and day; what stands twice in one request is added up. Stock itself is not touched.',
    params: z.strictObject({}),
    body: usageBody,
    answer: z.object({ recorded: z.int().meta({ description: 'Medicine days' }) }),
    status: 201,
    example: {
      store: '01938f2c-5f00-7000-8000-000000000001',
      usage: [{ vmpId: '324344005', day: '2026-11-20', units: '42' }],
    },
    problems: ['NOT_FOUND'],
    run: (act, { body: { store: storeId, usage } }) =>
      recordUsage(act, {
        storeId,
        usage: usage.map(({ units: text, ...one }) => ({ ...one, unitsMilli: thousandths(text) ?? 0 })),
      }),
  }),
]
