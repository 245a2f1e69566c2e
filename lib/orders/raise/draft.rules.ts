import { asksReason, type FormularyStanding } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import {
  type ContractState,
  type PriceBasis,
  type PriceContext,
  rankOffers,
  type TypedPrice,
} from '#lib/contracts/price.rules.ts'
import { type ResolvedPrice, resolveGivenPrice, resolvePrice, type Why } from '#lib/contracts/why.rules.ts'
import { needsBatch } from '#lib/orders/order/batch.rules.ts'
import type { OffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { kindOf, type OrderKind } from '#lib/orders/order/order.split.rules.ts'
import { lineAmounts } from '#lib/orders/order/order.totals.ts'
import { ok, type Result } from '#lib/result.ts'
import type { TrustSettings } from '#lib/trusts/settings.schema.ts'
import { type BasisPoints, type Pence, type Price, price } from '#lib/values/money.ts'
import { type Milli, type Packs, packs } from '#lib/values/packs.ts'

/** Where a draft line's price comes from; `missing`: none is on file and none is typed yet. */
export type DraftBasis = PriceBasis | 'missing'

/** What a draft line says of its price: as resolved when it was last touched, frozen when it is submitted. */
export type DraftPrice = {
  price: Price
  priceBasis: DraftBasis
  priceSource: string
  contractState: ContractState
  awardOwnerId: string | null
  awardId: string | null
  contractPrice: Price | null
  why: Why
}

/** A line of a draft: what is ordered, from whom, where to, at what price. */
export type DraftLine = DraftPrice & {
  id: string
  orderId: string
  lineNo: number
  supplierId: string
  supplierName: string
  storeId: string
  kind: OrderKind
  amppId: string
  vmpId: string
  productName: string
  brand: string
  maker: string
  packText: string
  unitsMilli: Milli
  unitName: string
  gtin: string | null
  supplierCode: string | null
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  /** By the trust’s own rule a pharmacist agrees to it. */
  needsPharmacist: boolean
  /** What else must be known of it, in words. */
  marks: string[]
  batchRequired: boolean
  packs: Packs
  offContractReason: OffContractReason | null
  offContractNote: string
  /** What the formulary says of it, for whom and when, and why it is ordered where it is non-formulary. */
  formulary: FormularyStanding['status']
  formularyCriteria: string
  formularyReason: string
  /** What the buyer noted for the house: a ward, a requisition. Suppliers are not told. */
  ownNote: string
  firstPurchase: boolean
  /** The catalogue marks it as high-cost. */
  highCost: boolean
  usualPacks: number | null
  vatRate: BasisPoints
  net: Pence
  vat: Pence
  unlicensedApproval: string | null
  replacesLineId: string | null
  addedInVersion: number
}

/** Somebody the trust trades with. */
export type Vendor = { id: string; name: string }

/** What has been bought of a pack before. */
export type PackHistory = { firstPurchase: boolean; usualPacks: number | null }

/** The codes that a line quotes: barcode, the vendor's own code, the newest valid approval of an unlicensed medicine. */
export type PackCodes = { gtin: string | null; supplierCode: string | null; unlicensedApproval: string | null }

/**
 * The price of a pack from a vendor: contract, on file or typed. Where none is known the line stands without one
 * (`missing`, £0.00) until it is typed; it cannot be submitted so.
 */
export function draftPrice(
  context: PriceContext,
  choice: { amppId: string; vendor: Vendor; packs: Packs; typed: TypedPrice | null },
): Result<DraftPrice> {
  const resolved = resolvePrice(context, choice)
  if (resolved.ok) return ok(fromResolved(resolved.value))
  if (resolved.refusal.code !== 'NO_PRICE') return resolved
  const nothing = { price: price(0), basis: 'typed' as const, source: '' }
  const stand = resolveGivenPrice(context, choice, nothing)
  if (!stand.ok) return stand
  return ok({ ...fromResolved(stand.value), priceBasis: 'missing' })
}

function fromResolved({ price, basis, source, state, award, contractPrice, why }: ResolvedPrice): DraftPrice {
  const under = state === 'ON_CONTRACT' || state === 'ON_CONTRACT_PRICE_HIGH' ? award : null
  return {
    price,
    priceBasis: basis,
    priceSource: source,
    contractState: state,
    awardOwnerId: under?.ownerId ?? null,
    awardId: under?.id ?? null,
    contractPrice,
    why,
  }
}

/** The vendor that a pack is bought from unless somebody says otherwise: best offer first, with an account; null where there is none. */
export function bestVendor(context: PriceContext, amppId: string): Vendor | null {
  const best = rankOffers(context).find((offer) => offer.amppId === amppId && offer.vendor.hasAccount)
  return best ? { id: best.vendor.id, name: best.vendor.name } : null
}

/** A line as it stands on a pad. Its amounts follow from price and packs; everything of the pack is copied as it is now. */
export function draftLine(parts: {
  id: string
  orderId: string
  lineNo: number
  pack: Pack
  vendor: Vendor
  storeId: string
  packs: Packs
  price: DraftPrice
  codes: PackCodes
  history: PackHistory
  formulary: FormularyStanding
  settings: Pick<TrustSettings, 'vatRate' | 'batchRequired'>
  replacesLineId: string | null
  ownNote?: string
  addedInVersion: number
}): DraftLine {
  const { pack, vendor, settings } = parts
  return repriced(
    {
      ...parts.price,
      ...parts.codes,
      ...parts.history,
      formulary: parts.formulary.status,
      formularyCriteria: parts.formulary.criteria,
      formularyReason: '',
      id: parts.id,
      orderId: parts.orderId,
      lineNo: parts.lineNo,
      supplierId: vendor.id,
      supplierName: vendor.name,
      storeId: parts.storeId,
      amppId: pack.amppId,
      vmpId: pack.vmpId,
      productName: pack.name,
      brand: pack.brand,
      maker: pack.maker,
      packText: pack.packText,
      unitsMilli: pack.unitsMilli,
      unitName: pack.unitName,
      ...handling(pack, settings),
      packs: parts.packs,
      offContractReason: null,
      offContractNote: '',
      ownNote: parts.ownNote ?? '',
      vatRate: settings.vatRate,
      net: 0 as Pence,
      vat: 0 as Pence,
      replacesLineId: parts.replacesLineId,
      addedInVersion: parts.addedInVersion,
    },
    parts.price,
    parts.packs,
  )
}

/** What of a line follows from how its pack is handled: the kind of order it goes on, and what is asked and kept of it. */
export type Handling = Pick<
  DraftLine,
  | 'kind'
  | 'cdCategory'
  | 'unlicensed'
  | 'fridge'
  | 'hazardous'
  | 'needsPharmacist'
  | 'marks'
  | 'highCost'
  | 'batchRequired'
>

/** How a pack is handled today, as a line of a pad keeps it. */
export function handling(pack: Pack, settings: Pick<TrustSettings, 'batchRequired'>): Handling {
  const { cdCategory, unlicensed, fridge, hazardous, needsPharmacist, marks, highCost } = pack
  return {
    ...{ cdCategory, unlicensed, fridge, hazardous, needsPharmacist, marks, highCost },
    kind: kindOf(pack),
    batchRequired: needsBatch(pack, settings.batchRequired),
  }
}

/** The line at a price and number of packs, with the amounts that follow. A reason for buying off contract is kept only while it is off contract. */
export function repriced(line: DraftLine, to: DraftPrice, count: Packs): DraftLine {
  const off = to.contractState === 'OFF_CONTRACT'
  return {
    ...line,
    ...to,
    packs: count,
    offContractReason: off ? line.offContractReason : null,
    offContractNote: off ? line.offContractNote : '',
    ...lineAmounts({ price: to.price, packs: count, vatRate: line.vatRate }),
  }
}

/** The line under what the formulary says now. A reason for ordering it all the same is kept only while one is asked for. */
export function under(line: DraftLine, standing: FormularyStanding): DraftLine {
  return {
    ...line,
    formulary: standing.status,
    formularyCriteria: standing.criteria,
    formularyReason: asksReason(standing) ? line.formularyReason : '',
  }
}

/** What somebody typed as the price of a line, if anything. */
export function typedPrice(line: Pick<DraftLine, 'priceBasis' | 'price' | 'priceSource'>): TypedPrice | null {
  return line.priceBasis === 'typed' ? { price: line.price, source: line.priceSource } : null
}

/** A usual quantity of a medicine in packs of other contents, at least 1. */
export function usualInPacks(usualMilli: Milli, unitsMilli: Milli): Packs {
  return packs(Math.max(1, Math.round(usualMilli / unitsMilli)))
}

/** Whether two resolutions of a price are the same to whoever looks at them: amount, award and how it stands to the contracts. */
export function samePrice(a: DraftPrice, b: DraftPrice): boolean {
  return (
    a.price === b.price &&
    a.awardId === b.awardId &&
    a.contractState === b.contractState &&
    (a.priceBasis === 'missing') === (b.priceBasis === 'missing')
  )
}

/** Whether a quantity is so far above the usual one that it needs a second look. Nothing usual, nothing unusual. */
export function isUnusual(line: Pick<DraftLine, 'packs' | 'usualPacks'>, times: number): boolean {
  return line.usualPacks !== null && line.packs >= line.usualPacks * times
}

/** Whether two states of a line are the same in everything that is kept, whatever the order of their keys. */
export function sameDraft(a: DraftLine, b: DraftLine): boolean {
  return same(a, b)
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  let more = 0
  for (const key in left) {
    if (!(key in right && same(left[key], right[key]))) return false
    more += 1
  }
  for (const _ in right) more -= 1
  return more === 0
}
