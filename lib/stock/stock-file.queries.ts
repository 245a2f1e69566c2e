import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { day, id, text, units, yes } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { listStock, type StockCursor, type StockRow } from './stock-list.queries.ts'

type Row = StockRow & { pack: DictionaryPack | undefined; store: string }

async function named(actor: Actor, rows: readonly StockRow[]): Promise<Row[]> {
  return withTrust(actor, async (tx) => {
    const packs = await packsByIds(tx, actor, [...new Set(rows.map((row) => row.amppId))])
    const stores = await tx.store.findMany({ where: { trustId: actor.trustId }, include: { site: true } })
    const names = new Map(stores.map(({ id, name, site }) => [id, `${name}, ${site.name}`]))
    return rows.map((row) => ({ ...row, pack: packs.get(row.amppId), store: names.get(row.storeId) ?? '' }))
  })
}

/** What the stores hold, batch by batch: of every medicine, or of one. */
export const stockFile = listFile<{ vmp?: string | undefined }, Row>({
  title: 'Stock by batch',
  fileName: 'stock',
  permission: ['stock.view'],
  schema: z.object({ vmp: z.string().refine(isDmdId, 'Give the medicine’s dm+d id').optional() }),
  filters: (_actor, _now, { vmp }) => (vmp ? [['Medicine, dm+d', vmp]] : []),
  columns: () => [
    text('Store', (row) => row.store),
    text('Medicine', (row) => row.pack?.name ?? 'Pack no longer in the catalogue'),
    text('Pack', (row) => row.pack?.packText),
    text('Maker', (row) => row.pack?.maker),
    id('AMPP', (row) => row.amppId),
    id('VMP', (row) => row.vmpId),
    id('Batch', (row) => row.batch),
    day('Expiry', (row) => row.expiry),
    units('Units', (row) => row.units),
    text('Unit', (row) => row.pack?.unitName),
    yes('Set aside', (row) => row.quarantined),
  ],
  rows: ({ actor }, { vmp }) =>
    paged(async (after: StockCursor | undefined) => {
      const page = await listStock(actor, { store: undefined, vmpId: vmp, after })
      return { rows: await named(actor, page.rows), after: page.after }
    }),
})
