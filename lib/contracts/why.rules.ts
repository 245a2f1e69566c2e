import { ok, type Result } from '#lib/result.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { type Price, perUnit } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import { type Award, type BuyingGroups, type Confidentiality, UNRANKED, vendorsOf } from './award.rules.ts'
import { type NextBest, nextBest } from './next-best.rules.ts'
import {
  type ContractState,
  judge,
  onFile,
  type PriceBasis,
  type PriceContext,
  type Priced,
  priceOf,
  type TypedPrice,
} from './price.rules.ts'

/** The contract a price stands on or is held against, as it was on the day. Prices in ten-thousandths of a pound. */
export type WhyContract = {
  ownerId: string
  awardId: string
  reference: string
  category: string
  lot: string
  buyingGroup: string
  /** null = unranked. */
  rank: number | null
  route: 'direct' | 'wholesaler'
  holder: { id: string; name: string }
  vendors: { id: string; name: string }[]
  amppId: string
  maker: string
  packText: string
  price: Price
  validFrom: LocalDate
  validTo: LocalDate
  extensionTo: LocalDate | null
  confidentiality: Confidentiality
}

/** Why a line has its price: plain JSON, frozen on the order line when it is ordered. */
export type Why = {
  version: 1
  /** The London day it was worked out for. */
  on: LocalDate
  groups: BuyingGroups
  tolerance: number
  state: ContractState
  basis: PriceBasis
  source: string
  price: Price
  /** Of one unit, rounded. */
  perUnit: Price
  unitName: string
  vendor: { id: string; name: string }
  /** Per chosen pack, what the contract would ask; null without a contract. */
  contractPrice: Price | null
  contract: WhyContract | null
  /** The days of the price on file; null for another basis, absent on lines from before it was kept. `to` null = until further notice. */
  onFile?: { from: LocalDate; to: LocalDate | null } | null
  nextBest: NextBest | null
  lastPaid: { vendorName: string; price: Price; on: LocalDate; confidential: boolean } | null
  /** The price was taken over from a line bought under a patient access scheme: it stays confidential without its award. */
  kept?: boolean
}

/** A pack from a vendor, and how many. */
export type Choice = { amppId: string; vendor: { id: string; name: string }; packs: Packs; typed?: TypedPrice | null }

/** What `resolvePrice` finds: the price, where it stands, why, and the next best. */
export type ResolvedPrice = Priced & { why: Why }

/**
 * The price of a line on the context's day, how it stands to the contracts, and why. The same context and choice always
 * give the same answer. Refuses NOT_FOUND (no such pack of this medicine) and NO_PRICE (must be typed with its source).
 */
export function resolvePrice(context: PriceContext, choice: Choice): Result<ResolvedPrice> {
  const priced = priceOf(context, { amppId: choice.amppId, vendorId: choice.vendor.id, typed: choice.typed })
  return priced.ok ? ok(explained(context, choice, priced.value)) : priced
}

/**
 * The same for a price that is given, whatever is on file: what a supplier answers or charges. Refuses NOT_FOUND.
 */
export function resolveGivenPrice(
  context: PriceContext,
  choice: Choice,
  given: { price: Price; basis: PriceBasis; source: string },
): Result<ResolvedPrice> {
  const known = priceOf(context, { amppId: choice.amppId, vendorId: choice.vendor.id, typed: given })
  if (!known.ok) return known
  const judged = judge(context, { amppId: choice.amppId, vendorId: choice.vendor.id, price: given.price })
  return ok(explained(context, choice, { ...given, ...judged }))
}

function explained(context: PriceContext, choice: Choice, priced: Priced): ResolvedPrice {
  const pack = context.packs.find((one) => one.amppId === choice.amppId)
  if (!pack) throw new RangeError(`${choice.amppId} is no pack of this medicine`)
  const filed = priced.basis === 'on_file' ? onFile(context, choice.amppId, choice.vendor.id) : null
  const last = context.lastPaid.find((one) => one.amppId === choice.amppId)
  const why: Why = {
    version: 1,
    on: context.on,
    groups: { generics: context.groups.generics, branded: context.groups.branded },
    tolerance: context.tolerance,
    state: priced.state,
    basis: priced.basis,
    source: priced.source,
    price: priced.price,
    perUnit: perUnit({ price: priced.price, milliUnits: pack.unitsMilli }),
    unitName: pack.unitName,
    vendor: { id: choice.vendor.id, name: choice.vendor.name },
    contractPrice: priced.contractPrice,
    contract: priced.award && contractOf(context, priced.award),
    onFile: filed && { from: filed.validFrom, to: filed.validTo },
    nextBest: nextBest(context, { ...choice, unitsMilli: pack.unitsMilli, price: priced.price }),
    lastPaid: last
      ? { vendorName: last.vendorName, price: last.price, on: last.on, confidential: last.confidential }
      : null,
  }
  return { ...priced, why }
}

function contractOf(context: PriceContext, award: Award): WhyContract {
  const pack = context.packs.find((one) => one.amppId === award.amppId)
  return {
    ownerId: award.ownerId,
    awardId: award.id,
    reference: award.reference,
    category: award.category,
    lot: award.lot,
    buyingGroup: award.buyingGroup,
    rank: award.rank === UNRANKED ? null : award.rank,
    route: award.route,
    holder: { id: award.holder.id, name: award.holder.name },
    vendors: vendorsOf(award).map(({ id, name }) => ({ id, name })),
    amppId: award.amppId,
    maker: pack?.maker ?? '',
    packText: pack?.packText ?? '',
    price: award.price,
    validFrom: award.validFrom,
    validTo: award.validTo,
    extensionTo: award.extensionTo,
    confidentiality: award.confidentiality,
  }
}
