import { lineNet, type Pence, type Price, pence, price, roundedDivision } from '#lib/values/money.ts'
import { type Milli, milli, type Packs, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import type { Confidentiality } from './award.rules.ts'
import { type ContractState, type Offer, type PriceBasis, type PriceContext, rankOffers } from './price.rules.ts'

/** The next best offer and what it would cost more (positive) or less (negative) than what was chosen. */
export type NextBest = {
  amppId: string
  name: string
  brand: string
  maker: string
  packText: string
  vendor: { id: string; name: string }
  price: Price
  perUnit: Price
  basis: PriceBasis
  source: string
  state: ContractState
  confidentiality: Confidentiality
  /** Whole packs that hold at least as much as was chosen. */
  packs: Packs
  /** For one unit, rounded once from the exact difference; ten-thousandths of a pound. */
  perUnitDifference: Price
  /** For the same number of units as was chosen, pence ex VAT. */
  inAll: Pence
}

/**
 * The first offer in rank that is another pack or another vendor than the chosen one, with the difference for one unit
 * and for the same number of units; null when there is no other.
 */
export function nextBest(
  context: PriceContext,
  chosen: { amppId: string; vendor: { id: string }; packs: Packs; unitsMilli: Milli; price: Price },
): NextBest | null {
  const other = rankOffers(context).find((one) => one.amppId !== chosen.amppId || one.vendor.id !== chosen.vendor.id)
  const pack = context.packs.find((one) => one.amppId === other?.amppId)
  if (!other || !pack) return null
  const difference = differenceBetween(chosen, other)
  return {
    amppId: other.amppId,
    name: pack.name,
    brand: pack.brand,
    maker: pack.maker,
    packText: pack.packText,
    vendor: { id: other.vendor.id, name: other.vendor.name },
    price: other.price,
    perUnit: other.perUnit,
    basis: other.basis,
    source: other.source,
    state: other.state,
    confidentiality: other.award?.confidentiality ?? 'open',
    ...difference,
  }
}

/**
 * What `other` would cost more (positive) or less than what was chosen: for one unit (exact until the one rounding) and
 * for the same units in all; and how many of its packs hold them.
 */
export function differenceBetween(
  chosen: { packs: Packs; unitsMilli: Milli; price: Price },
  other: Pick<Offer, 'unitsMilli' | 'price'>,
): { packs: Packs; perUnitDifference: Price; inAll: Pence } {
  const units = chosen.packs > 0 ? unitsInPacks(chosen.packs, chosen.unitsMilli) : milli(0)
  const [mine, theirs] = [BigInt(chosen.unitsMilli), BigInt(other.unitsMilli)]
  const apart = BigInt(other.price) * mine - BigInt(chosen.price) * theirs
  const atOther = pence(roundedDivision(BigInt(other.price) * BigInt(units), theirs * 100n))
  return {
    packs: units === 0 ? packs(0) : packsToCover(units, other.unitsMilli),
    perUnitDifference: price(roundedDivision(apart * 1000n, mine * theirs)),
    inAll: pence(atOther - lineNet(chosen.price, chosen.packs)),
  }
}
