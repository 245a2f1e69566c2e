import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { STATE_WORDS } from '#lib/contracts/contract-names.rules.ts'
import type { ShownOffer } from '#lib/contracts/shown.rules.ts'
import { HIDDEN_WORDS, hiddenBy, sightOf } from '#lib/contracts/sight.rules.ts'
import { type Column, day, id, text, unitPrice, units } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { type ProductPack, productById } from './product.queries.ts'

type Row = ProductPack & { offer: ShownOffer | null }

/** The packs of a medicine with who sells them: a row for each offer, best first. */
export const packsFile = listFile<{ vmp: string }, Row>({
  title: 'Packs side by side',
  fileName: 'packs',
  permission: ['catalogue.view'],
  sensitive: ['prices'],
  schema: z.object({ vmp: z.string().refine(isDmdId, 'Give the medicine’s dm+d id') }),
  found: async (actor, now, { vmp }) => (await productById(actor, vmp, now)) !== null,
  filters: (_actor, _now, { vmp }) => [['Medicine, dm+d', vmp]],
  columns: (actor) => [
    text('Medicine', ({ pack }) => pack.name),
    text('Pack', ({ pack }) => pack.packText),
    text('Brand', ({ pack }) => pack.brand),
    text('Maker', ({ pack }) => pack.maker),
    units('Units in a pack', ({ pack }) => pack.unitsMilli),
    text('Unit', ({ pack }) => pack.unitName),
    id('AMPP', ({ pack }) => pack.amppId),
    id('VMP', ({ pack }) => pack.vmpId),
    id('GTIN', ({ gtin }) => gtin),
    id('NPC', ({ npc }) => npc),
    ...(actor.trustKind === 'trust' ? offerColumns(actor) : []),
  ],
  rows: ({ actor, now }, { vmp }) =>
    atOnce(async () => {
      const packs = (await productById(actor, vmp, now))?.packs ?? []
      return packs.flatMap((one): Row[] => {
        const offers = actor.trustKind === 'trust' && one.offers.length > 0 ? one.offers : [null]
        return offers.map((offer) => ({ ...one, offer }))
      })
    }),
})

function offerColumns(actor: Actor): Column<Row>[] {
  const hidden = HIDDEN_WORDS[hiddenBy(sightOf(actor))]
  return [
    text('From', ({ offer }) => offer?.vendor.name),
    unitPrice('Pack ex VAT (£)', ({ offer }) => offer && (offer.price ?? hidden)),
    unitPrice('Per unit ex VAT (£)', ({ offer }) => offer && (offer.perUnit ?? hidden)),
    text('Price from', ({ offer }) => offer?.source),
    text('Contract', ({ offer }) => offer && STATE_WORDS[offer.state]),
    unitPrice('Last paid (£)', ({ lastPaid }) => lastPaid && (lastPaid.price ?? hidden)),
    day('Last bought', ({ lastPaid }) => lastPaid?.on),
  ]
}
