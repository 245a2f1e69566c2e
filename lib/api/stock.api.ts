import { z } from 'zod'
import { ok } from '#lib/result.ts'
import { listStock, listUsage } from '#lib/stock/stock-list.queries.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { milliAsDecimal } from '#lib/values/packs.ts'
import { cursor, cursorOf, DAY_PART, DMD_PART, TEXT_PART, UUID_PART } from './cursor.schema.ts'
import { apiGet, type Operation } from './operation.ts'
import { amppId, day, nextAfter, units, vmpId } from './values.schema.ts'

const TAG = 'Stock'
const storeFilter = z.uuid().optional().meta({ description: 'Store id' })

const holding = z.object({
  store: z.uuid(),
  amppId,
  vmpId,
  batch: z.string().meta({ description: '"" = not recorded' }),
  expiry: day.nullable(),
  quarantined: z.boolean(),
  units,
})

const usageDay = z.object({ vmpId, store: z.uuid(), day, units })

/** What the shelves hold and what was issued. */
export const STOCK_READS: readonly Operation[] = [
  apiGet({
    id: 'listStock',
    tag: TAG,
    summary: 'List stock',
    description: 'By store, pack and batch, five hundred at a time.',
    params: z.strictObject({}),
    query: z.strictObject({
      store: storeFilter,
      vmpId: vmpId.optional(),
      after: cursor([UUID_PART, DMD_PART, TEXT_PART, DAY_PART, /^[01]$/]),
    }),
    answer: z.object({ items: z.array(holding), after: nextAfter }),
    run: async ({ actor }, { query: { store, vmpId, after } }) => {
      const [storeId = '', amppId = '', batch = '', expiry = '', held] = after ?? []
      const start = after && { storeId, amppId, batch, expiry, quarantined: held === '1' }
      const found = await listStock(actor, { store, vmpId, after: start })
      const next = found.after
      return ok({
        items: found.rows.map(({ storeId, units, ...row }) => ({
          ...row,
          store: storeId,
          units: milliAsDecimal(units),
        })),
        after: next && cursorOf([next.storeId, next.amppId, next.batch, next.expiry, next.quarantined ? '1' : '0']),
      })
    },
  }),
  apiGet({
    id: 'listUsage',
    tag: TAG,
    summary: 'List usage',
    description: 'What was issued of each medicine by store and day, five hundred at a time.',
    params: z.strictObject({}),
    query: z.strictObject({
      store: storeFilter,
      vmpId: vmpId.optional(),
      from: day.optional(),
      to: day.optional(),
      after: cursor([DMD_PART, UUID_PART, DAY_PART]),
    }),
    answer: z.object({ items: z.array(usageDay), after: nextAfter }),
    run: async ({ actor }, { query: { store, vmpId, from, to, after } }) => {
      const [lastVmp = '', storeId = '', on = ''] = after ?? []
      const start = after && { vmpId: lastVmp, storeId, day: localDate(on) }
      const days = { from: from as LocalDate | undefined, to: to as LocalDate | undefined }
      const found = await listUsage(actor, { store, vmpId, ...days, after: start })
      const next = found.after
      return ok({
        items: found.rows.map(({ storeId, units, ...row }) => {
          return { ...row, store: storeId, units: milliAsDecimal(units) }
        }),
        after: next && cursorOf([next.vmpId, next.storeId, next.day]),
      })
    },
  }),
]
