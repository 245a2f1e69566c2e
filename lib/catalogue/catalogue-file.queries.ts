import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { STATE_WORDS } from '#lib/contracts/contract-names.rules.ts'
import { HIDDEN_WORDS, hiddenBy, sightOf } from '#lib/contracts/sight.rules.ts'
import { type Column, count, id, tenths, text, unitPrice, units } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { catalogue, type MedicineRow } from './catalogue.queries.ts'
import { type CatalogueAddress, catalogueAddress } from './catalogue.schema.ts'

/** The catalogue as its page lists it: what is on contract, or what was found. */
export const catalogueFile = listFile<CatalogueAddress, MedicineRow>({
  title: 'Catalogue',
  fileName: 'catalogue',
  permission: ['catalogue.view'],
  sensitive: ['prices'],
  schema: catalogueAddress,
  filters: (_actor, _now, { q }) => [['Found for', q === '' ? 'What is on contract' : q]],
  columns: (actor) => [
    id('VMP', (row) => row.vmpId),
    text('Medicine', (row) => row.name),
    count('Packs', (row) => row.packs.length),
    ...(actor.trustKind === 'trust' ? offerColumns(actor) : []),
    ...(may(actor, 'stock.view') ? STOCK : []),
  ],
  rows: ({ actor, now }, address) =>
    paged(async (after: string | undefined) => {
      const page = await catalogue(actor, { ...address, after: after ?? '' }, now)
      return { rows: page.medicines, after: page.after }
    }),
})

function offerColumns(actor: Actor): Column<MedicineRow>[] {
  const hidden = HIDDEN_WORDS[hiddenBy(sightOf(actor))]
  return [
    text('Best from', (row) => row.best?.vendor.name),
    unitPrice('Pack ex VAT (£)', (row) => row.best && (row.best.price ?? hidden)),
    unitPrice('Per unit ex VAT (£)', (row) => row.best && (row.best.perUnit ?? hidden)),
    text('Contract', (row) => STATE_WORDS[row.state]),
  ]
}

const STOCK: readonly Column<MedicineRow>[] = [
  units('Units on hand', (row) => row.stock.onHand),
  units('Units on order', (row) => row.stock.onOrder),
  tenths('Days of cover', (row) => row.stock.coverTenths),
]
