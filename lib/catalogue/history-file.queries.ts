import 'server-only'
import { z } from 'zod'
import { may } from '#lib/access/permissions.ts'
import { HIDDEN_WORDS, hiddenBy, sightOf } from '#lib/contracts/sight.rules.ts'
import { count, day, text, unitPrice, units } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { isDmdId } from '#lib/values/codes.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import { priceHistory } from './price-history.queries.ts'
import { type UsedMonth, usageByMonth } from './product-family.queries.ts'

const ofMedicine = z.object({ vmp: z.string().refine(isDmdId, 'Give the medicine’s dm+d id') })

type Row = {
  what: string
  from: LocalDate
  to: LocalDate | null
  contract: string | null
  holder: string | null
  pack: string | null
  packPrice: Price | string | null
  each: Price | string | null
  lines: number | null
  bought: number | null
}

/** The price history of a medicine: its contracts from day to day, then what was paid month by month. */
export const priceHistoryFile = listFile<{ vmp: string }, Row>({
  title: 'Price history',
  fileName: 'price-history',
  permission: ['contract.view'],
  sensitive: ['prices'],
  schema: ofMedicine,
  filters: (_actor, _now, { vmp }) => [['Medicine, dm+d', vmp]],
  columns: () => [
    text('What', (row) => row.what),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('Contract', (row) => row.contract),
    text('Awarded to', (row) => row.holder),
    text('Pack', (row) => row.pack),
    unitPrice('Pack ex VAT (£)', (row) => row.packPrice),
    unitPrice('Per unit ex VAT (£)', (row) => row.each),
    count('Lines', (row) => row.lines),
    units('Units bought', (row) => (row.bought === null ? null : milli(row.bought))),
  ],
  rows: ({ actor, now }, { vmp }) =>
    atOnce(async () => {
      const history = await priceHistory(actor, vmp, now)
      if (!history) return []
      const hidden = HIDDEN_WORDS[hiddenBy(sightOf(actor))]
      const steps = history.steps.map(
        ({ from, to, contract, price, each }): Row => ({
          what: contract ? 'Contract' : 'No contract',
          ...{ from, to },
          contract: contract?.name ?? null,
          holder: contract?.holder ?? null,
          pack: contract?.packText ?? null,
          packPrice: contract && (price ?? hidden),
          each: contract && (each ?? hidden),
          ...{ lines: null, bought: null },
        }),
      )
      const paid = history.paid.map(
        ({ month, lines, unitsMilli, each }): Row => ({
          what: 'Paid in the month',
          from: month,
          to: null,
          ...{ contract: null, holder: null, pack: null, packPrice: null },
          each: each ?? hidden,
          lines,
          bought: unitsMilli,
        }),
      )
      return [...steps, ...paid]
    }),
})

/** What the trust used of a medicine, month by month. */
export const usageByMonthFile = listFile<{ vmp: string }, UsedMonth>({
  title: 'Usage by month',
  fileName: 'usage-by-month',
  permission: ['stock.view'],
  schema: ofMedicine,
  filters: (_actor, _now, { vmp }) => [['Medicine, dm+d', vmp]],
  columns: () => [
    day('Month', (row) => row.month),
    units('Units used', (row) => row.unitsMilli),
    text('Month is over', (row) => (row.part ? 'No' : 'Yes')),
  ],
  rows: ({ actor, now }, { vmp }) =>
    atOnce(async () => (may(actor, 'stock.view') ? ((await usageByMonth(actor, vmp, now)) ?? []) : [])),
})
