import { type FormularyStanding, NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import { type LookAlike, nearWords, samePacks } from '#lib/catalogue/search.rules.ts'
import { UNRANKED, type Vendor } from '#lib/contracts/award.rules.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import type { ShownOffer } from '#lib/contracts/shown.rules.ts'
import type { StockPicture } from '#lib/stock/cover.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCount, formatList, formatMilli } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'
import { unitsInWords } from '#lib/values/units.ts'

/** A pack in the pad's type-ahead. Prices in ten-thousandths of a pound; null where none is known or it is not shown. */
export type PadHit = {
  amppId: string
  vmpId: string
  product: string
  brand: string
  maker: string
  packText: string
  unitName: string
  unitsMilli: number
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  /** What else must be known of it, in words. */
  marks: string[]
  discontinued: boolean
  /** Pack and barcode are invented for a demo. */
  madeUp: boolean
  /** The best vendor with an account that a price is known from. */
  vendor: { id: string; name: string } | null
  /** The names of the other vendors with an account who could deliver it at a known price, best first. */
  others: string[]
  price: Price | null
  perUnit: Price | null
  /** A price is known, though the role may not see it. */
  priced: boolean
  state: ContractState
  /** Who holds the award on this pack, and its rank (null = unranked). */
  award: { holder: string; rank: number | null } | null
  lastPaid: { vendorName: string; price: Price | null; on: LocalDate } | null
  boughtBefore: boolean
  /** What the formulary says of it today. */
  formulary: FormularyStanding
  /** What is usually ordered at a time, in this pack; null where its medicine was never ordered. */
  usualPacks: number | null
  /** Units of the medicine on hand and on order for the pad’s store, as words with the unit; cover in tenths of a day, null = not known. */
  onHand: string
  onOrder: string | null
  /** Units on orders that wait for approval, as words. */
  awaiting: string | null
  coverTenths: number | null
  /** Words about packs of the same medicine with other contents; null where there are none. */
  alike: string | null
  /** Words near those typed that it was found by, said above the list; null where it was found as typed. */
  near: string | null
}

/** What the search over packs answers, as far as the pad shows it. */
export type FoundPacks = {
  hits: readonly {
    pack: Pack
    best: ShownOffer | null
    vendors: readonly Vendor[]
    state: ContractState
    contract: { holder: string; rank: number } | null
    lastPaid: PadHit['lastPaid']
    boughtBefore: boolean
    stock: Pick<StockPicture, 'onHand' | 'onOrder' | 'awaiting' | 'coverTenths'>
  }[]
  alike: readonly LookAlike[]
  near: readonly string[]
}

/**
 * Packs found, as the pad's type-ahead shows them, with the `usual` packs of each and what the `formulary` says, by AMPP id. Discontinued packs are left
 * out: they cannot be ordered.
 */
export function padHits(
  found: FoundPacks,
  typed = '',
  usual: ReadonlyMap<string, number> = new Map(),
  formulary: ReadonlyMap<string, FormularyStanding> = new Map(),
): PadHit[] {
  const near = nearWords(typed, found.near)
  const alike = new Map(found.alike.map((one) => [one.vmpId, alikeWords(one.sizes, one.unitName)]))
  return found.hits
    .filter((hit) => !hit.pack.discontinued)
    .map((hit) => ({
      ...padHit(hit, alike.get(hit.pack.vmpId) ?? null),
      near,
      usualPacks: usual.get(hit.pack.amppId) ?? null,
      formulary: formulary.get(hit.pack.amppId) ?? NOT_LISTED,
    }))
}

function padHit(
  { pack, best, vendors, state, contract, lastPaid, boughtBefore, stock }: FoundPacks['hits'][number],
  alike: string | null,
): Omit<PadHit, 'usualPacks' | 'formulary' | 'near'> {
  const withAccount = vendors.filter((vendor) => vendor.hasAccount)
  const usable = best?.vendor.hasAccount ? best : null
  const [first] = withAccount
  return {
    amppId: pack.amppId,
    vmpId: pack.vmpId,
    product: pack.name,
    brand: pack.brand,
    maker: pack.maker,
    packText: pack.packText,
    unitName: pack.unitName,
    unitsMilli: pack.unitsMilli,
    cdCategory: pack.cdCategory,
    unlicensed: pack.unlicensed,
    fridge: pack.fridge,
    hazardous: pack.hazardous,
    marks: pack.marks,
    discontinued: pack.discontinued,
    madeUp: pack.madeUp,
    vendor: first ? { id: first.id, name: first.name } : null,
    others: [...new Set(withAccount.slice(1).map((vendor) => vendor.name))],
    price: usable?.price ?? null,
    perUnit: usable?.perUnit ?? null,
    priced: first !== undefined,
    state,
    award: contract ? { holder: contract.holder, rank: contract.rank === UNRANKED ? null : contract.rank } : null,
    lastPaid,
    boughtBefore,
    onHand: unitsInWords(stock.onHand, pack.unitName),
    onOrder: stock.onOrder > 0 ? unitsInWords(stock.onOrder, pack.unitName) : null,
    awaiting: stock.awaiting > 0 ? unitsInWords(stock.awaiting, pack.unitName) : null,
    coverTenths: stock.coverTenths,
    alike,
  }
}

/** "10 packs of 6 vials equal 12 packs of 5." for the two smallest of several contents in thousandths of a unit. */
export function alikeWords(sizes: readonly Milli[], unitName: string): string {
  const [smaller, larger] = [...sizes].sort((a, b) => a - b)
  if (smaller === undefined || larger === undefined) return ''
  const lead = `Packs of ${formatList(sizes.map(formatMilli))} ${several(unitName)} of the same strength.`
  const same = samePacks(larger, smaller)
  if (!same) return lead
  return `${lead} ${formatCount(same.larger)} packs of ${formatMilli(larger)} equal ${formatCount(same.smaller)} packs of ${formatMilli(smaller)}.`
}

/** More than one of a unit: "vials"; short measures such as ml stay as they are. */
export function several(unitName: string): string {
  return unitName.length <= 2 || unitName.endsWith('s') ? unitName : `${unitName}s`
}
