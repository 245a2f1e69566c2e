import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { type Column, day, id, moment, text, unitPrice } from '#lib/lists/column.rules.ts'
import { atOnce, listFile, paged } from '#lib/lists/list-file.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'
import { HIDDEN_WORDS, hiddenBy, sightOf } from '../sight.rules.ts'
import { type FiledPrice, pricesOfMedicine, pricesOfSupplier } from './on-file.queries.ts'

type Row = FiledPrice & { pack: DictionaryPack | null }

const STATES = { now: 'In force', coming: 'To come', over: 'Over', withdrawn: 'Withdrawn' } as const

function columns(actor: Actor): Column<Row>[] {
  const hidden = HIDDEN_WORDS[hiddenBy(sightOf(actor))]
  return [
    text('Supplier', (row) => row.supplierName),
    text('Product', (row) => row.pack?.name),
    text('Pack', (row) => row.pack?.packText),
    text('Maker', (row) => row.pack?.maker),
    id('AMPP', (row) => row.amppId),
    unitPrice('Pack ex VAT (£)', (row) => row.price ?? hidden),
    text('Source', (row) => row.source),
    day('From', (row) => row.from),
    day('To', (row) => row.to),
    text('State', (row) => STATES[row.state]),
    text('Entered by', (row) => row.by),
    moment('Entered', (row) => row.at),
  ]
}

/** The prices on file with one supplier, today and to come. */
export const supplierPricesFile = listFile<{ supplier: string }, Row>({
  title: 'Prices on file',
  fileName: 'prices-on-file',
  permission: ['supplier.view'],
  sensitive: ['prices'],
  schema: z.object({ supplier: z.string().refine(isUuid, 'Choose a supplier') }),
  columns,
  rows: ({ actor, now }, { supplier }) =>
    paged(async (after: string | undefined) => {
      const page = await pricesOfSupplier(actor, supplier, { after: after ?? '', now })
      return { rows: page.prices, after: page.after }
    }),
})

/** The prices on file of one medicine with every supplier: in force, to come, and of the last two years. */
export const medicinePricesFile = listFile<{ vmp: string }, Row>({
  title: 'Prices on file of a medicine',
  fileName: 'prices-on-file',
  permission: ['catalogue.view'],
  sensitive: ['prices'],
  schema: z.object({ vmp: z.string().refine(isDmdId, 'Give the medicine’s dm+d id') }),
  found: async (actor, now, { vmp }) => (await pricesOfMedicine(actor, vmp, now)) !== null,
  filters: (_actor, _now, { vmp }) => [['Medicine, dm+d', vmp]],
  columns,
  rows: ({ actor, now }, { vmp }) =>
    atOnce(async () => {
      const found = await pricesOfMedicine(actor, vmp, now)
      const packs = new Map(found?.packs.map((pack) => [pack.amppId, pack]))
      return (found?.prices ?? []).map((one) => ({ ...one, pack: packs.get(one.amppId) ?? null }))
    }),
})
