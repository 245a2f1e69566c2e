import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { handledOn } from '#lib/catalogue/handled/handled.queries.ts'
import { codesOfPacks, OWNERS, PACK_COLUMNS, type PackRow, packOf } from '#lib/catalogue/pack.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { notePage } from '#lib/orders/receive/note.queries.ts'
import { localDate, londonDate } from '#lib/values/dates.ts'
import { labelWords, type ShelfLabel } from './label.rules.ts'
import type { LabelsAddress } from './labels.schema.ts'

/** Labels to choose from, with what they are of in words. */
export type Labels = { of: string; back: { href: string; words: string }; labels: ShelfLabel[] }

/**
 * The labels that can be had: of a goods received note one for each batch that was accepted, of medicines one for each
 * pack still sold. Null where there is no such note. Needs `delivery.view` for a note, `catalogue.view` for medicines.
 */
export async function labelsFor(actor: Actor, now: Date, { vmp, receipt }: LabelsAddress): Promise<Labels | null> {
  if (receipt !== undefined && receipt !== '') return labelsOfNote(actor, now, receipt)
  if (!may(actor, 'catalogue.view')) return null
  const labels = vmp.length === 0 ? [] : await labelsOfMedicines(actor, now, vmp)
  const [only] = vmp
  const back =
    only !== undefined && vmp.length === 1
      ? { href: `/catalogue/${only}`, words: labels[0]?.product ?? 'Medicine' }
      : { href: '/catalogue', words: 'Catalogue' }
  return { of: vmp.length === 1 ? (labels[0]?.product ?? 'this medicine') : 'the chosen medicines', back, labels }
}

async function labelsOfMedicines(actor: Actor, now: Date, vmpIds: readonly string[]): Promise<ShelfLabel[]> {
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<PackRow[]>`
      SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p
      WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (${[...vmpIds]}::text[])
      ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC LIMIT 300`
    const known = rows.map(packOf).filter((pack) => !pack.discontinued)
    const packs = await handledOn(tx, known, londonDate(now))
    const codes = await codesOfPacks(
      tx,
      packs.map((pack) => pack.amppId),
      londonDate(now),
    )
    const held = await tx.stockHolding.findMany({
      where: { trustId: actor.trustId, amppId: { in: packs.map((pack) => pack.amppId) }, unitsMilli: { gt: 0 } },
      select: { amppId: true },
    })
    const inStock = new Set(held.map((row) => row.amppId))
    return packs
      .map((pack) => ({
        ...{ id: pack.amppId, product: pack.name, packText: pack.packText, make: packMake(pack), amppId: pack.amppId },
        handled: labelWords(pack),
        gtin: codes.get(pack.amppId)?.gtin ?? null,
        ...{ batch: null, expiry: null, copies: inStock.has(pack.amppId) ? 1 : 0 },
      }))
      .sort((a, b) => b.copies - a.copies || (a.product < b.product ? -1 : a.product > b.product ? 1 : 0))
  })
}

async function labelsOfNote(actor: Actor, now: Date, number: string): Promise<Labels | null> {
  const note = await notePage(actor, number)
  if (!note) return null
  const ids = note.lines.map((line) => line.id)
  const labels = await withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<
      {
        id: string
        ampp_id: string
        gtin: string | null
        brand: string
        maker: string
        expiry: string | null
        cd_category: string
        fridge: boolean
        hazardous: boolean
      }[]
    >`
      SELECT l.id, l.ampp_id, o.gtin, o.brand, o.maker, l.expiry::text, o.cd_category, o.fridge,
        o.hazardous FROM receipt_line l
      JOIN order_line o ON o.trust_id = l.trust_id AND o.id = l.order_line_id
      WHERE l.trust_id = ${actor.trustId}::uuid AND l.id = ANY (${ids}::uuid[])`
    const codes = await codesOfPacks(tx, [...new Set(rows.map((row) => row.ampp_id))], londonDate(now))
    return note.lines.flatMap((line): ShelfLabel[] => {
      const row = rows.find((one) => one.id === line.id)
      if (!row || line.accepted <= 0) return []
      return [
        {
          ...{ id: line.id, product: line.product, packText: line.packText, make: packMake(row), amppId: row.ampp_id },
          handled: labelWords({ ...row, cdCategory: row.cd_category }),
          gtin: row.gtin ?? codes.get(row.ampp_id)?.gtin ?? null,
          batch: line.batch === '' ? null : line.batch,
          expiry: row.expiry === null ? null : localDate(row.expiry),
          copies: 1,
        },
      ]
    })
  })
  return { of: note.number, back: { href: `/deliveries/${note.number}`, words: note.number }, labels }
}
