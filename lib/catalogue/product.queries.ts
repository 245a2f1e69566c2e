import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type AwardLine, awardsOnPacks } from '#lib/contracts/contracts.queries.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import { awardsHolding, rankOffers } from '#lib/contracts/price.rules.ts'
import { type ShownOffer, shownOffer, shownPaid } from '#lib/contracts/shown.rules.ts'
import { type PriceSight, seesLinePrice, seesPrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { emptyPicture, type StockPicture } from '#lib/stock/cover.rules.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { dayOrNone, type LocalDate, londonDate } from '#lib/values/dates.ts'
import { type Price, price } from '#lib/values/money.ts'
import { type Milli, milli } from '#lib/values/packs.ts'
import { codesOfPacks } from './pack.queries.ts'
import type { Pack } from './pack.rules.ts'
import { type LookAlike, lookAlikes } from './search.rules.ts'

/** A pack of a medicine with what it is known by and what it costs from whom. */
export type ProductPack = {
  pack: Pack
  gtin: string | null
  npc: string | null
  /** Best first; empty where no price is known. */
  offers: ShownOffer[]
  lastPaid: { vendorName: string; price: Price | null; on: LocalDate } | null
}

/** What a store holds of one batch. */
export type Holding = {
  storeName: string
  amppId: string
  batch: string
  expiry: LocalDate | null
  quarantined: boolean
  unitsMilli: Milli
}

/** A line on which the medicine was ordered. The price is null where the role does not see it. */
export type OrderedLine = {
  id: string
  number: string
  status: string
  raisedAt: Date
  supplierName: string
  amppId: string
  packText: string
  packs: number
  receivedPacks: number
  price: Price | null
}

/** A medicine (VMP): its packs side by side, contracts now and to come, stock, and the newest orders. */
export type ProductView = {
  vmpId: string
  name: string
  unitName: string
  packs: ProductPack[]
  alike: LookAlike[]
  contracts: AwardLine[]
  /** null where the role does not see stock. */
  stock: { picture: StockPicture; holdings: Holding[] } | null
  /** null where the role does not see orders. */
  orders: OrderedLine[] | null
}

/** One medicine by VMP id; null when no pack of it is known here. Needs `catalogue.view`. */
export async function productById(actor: Actor, vmpId: string, now: Date): Promise<ProductView | null> {
  if (!may(actor, 'catalogue.view')) return null
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const medicine = (await offersFor(tx, actor, { vmpIds: [vmpId], on, equivalents: 'all' })).byMedicine.get(vmpId)
    const [first] = medicine?.packs ?? []
    if (!medicine || !first) return null
    const ids = medicine.packs.map((pack) => pack.amppId)
    const codes = await codesOfPacks(tx, ids, on)
    const sight = sightOf(actor)
    const offers = rankOffers(medicine)
    const hidden = new Set(
      awardsHolding(medicine)
        .filter((award) => !seesPrice(sight, award.confidentiality))
        .map((award) => award.amppId),
    )
    const sees = (amppId: string) => sight.prices && !hidden.has(amppId)
    const packs = medicine.packs.map((pack): ProductPack => {
      const paid = medicine.lastPaid.find((one) => one.amppId === pack.amppId)
      return {
        pack,
        gtin: codes.get(pack.amppId)?.gtin ?? null,
        npc: codes.get(pack.amppId)?.npc ?? null,
        offers: offers.filter((one) => one.amppId === pack.amppId).map((one) => shownOffer(one, sight)),
        lastPaid: paid ? shownPaid(paid, sight, sees(pack.amppId)) : null,
      }
    })
    const place = new Map(offers.map((one, index) => [one.amppId, offers.length - index]))
    packs.sort(
      (a, b) =>
        (place.get(b.pack.amppId) ?? 0) - (place.get(a.pack.amppId) ?? 0) || a.pack.unitsMilli - b.pack.unitsMilli,
    )
    return {
      vmpId,
      name: first.name,
      unitName: first.unitName,
      packs,
      alike: lookAlikes(medicine.packs),
      contracts: await awardsOnPacks(tx, actor, ids, on),
      stock: may(actor, 'stock.view') ? await stockOf(tx, vmpId, on) : null,
      orders: may(actor, 'order.view') ? await ordersOf(tx, vmpId, sight) : null,
    }
  })
}

async function stockOf(tx: Tx, vmpId: string, on: LocalDate): Promise<NonNullable<ProductView['stock']>> {
  const pictures = await stockPicture(tx, { vmpIds: [vmpId], storeId: null, on })
  const rows = await tx.$queryRaw<
    { store: string; ampp_id: string; batch: string; expiry: string; quarantined: boolean; units_milli: bigint }[]
  >`
    SELECT s.name || ', ' || t.name AS store, h.ampp_id, h.batch, h.expiry::text, h.quarantined, h.units_milli
    FROM stock_holding h JOIN store s ON s.trust_id = h.trust_id AND s.id = h.store_id
    JOIN site t ON t.trust_id = s.trust_id AND t.id = s.site_id
    WHERE h.vmp_id = ${vmpId} AND h.units_milli <> 0
    ORDER BY 1, h.expiry, h.batch, h.ampp_id LIMIT 100`
  const holdings = rows.map((row) => ({
    storeName: row.store,
    amppId: row.ampp_id,
    batch: row.batch,
    expiry: dayOrNone(row.expiry),
    quarantined: row.quarantined,
    unitsMilli: milli(row.units_milli),
  }))
  return { picture: pictures.get(vmpId) ?? emptyPicture(vmpId, 0), holdings }
}

async function ordersOf(tx: Tx, vmpId: string, sight: PriceSight): Promise<OrderedLine[]> {
  const rows = await tx.$queryRaw<
    {
      id: string
      number: string
      status: string
      raised_at: Date
      supplier_name: string
      ampp_id: string
      pack_text: string
      packs: number
      received_packs: number
      price: bigint
      price_confidential: boolean
    }[]
  >`
    SELECT l.id, o.number, o.status, o.raised_at, o.supplier_name, l.ampp_id, l.pack_text, l.packs, l.received_packs, l.price,
      l.price_confidential
    FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE l.vmp_id = ${vmpId} AND o.status <> 'draft' AND l.state <> 'superseded'
    ORDER BY l.id DESC LIMIT 15`
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    raisedAt: row.raised_at,
    supplierName: row.supplier_name,
    amppId: row.ampp_id,
    packText: row.pack_text,
    packs: row.packs,
    receivedPacks: row.received_packs,
    price: seesLinePrice(sight, { priceConfidential: row.price_confidential }) ? price(row.price) : null,
  }))
}
