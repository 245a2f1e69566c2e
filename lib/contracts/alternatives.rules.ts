import type { Pence, Price } from '#lib/values/money.ts'
import type { Milli, Packs } from '#lib/values/packs.ts'
import type { Confidentiality } from './award.rules.ts'
import { differenceBetween } from './next-best.rules.ts'
import { type ContractState, type PriceBasis, type PriceContext, rankOffers } from './price.rules.ts'

/** How something else that could be bought differs from what was chosen. */
export type AlternativeKind = 'SAME_PACK' | 'OTHER_SIZE' | 'EQUIVALENT'

/** Something else that could be bought of the same medicine (VMP), and the difference. */
export type Alternative = {
  kind: AlternativeKind
  amppId: string
  brand: string
  maker: string
  packText: string
  unlicensed: boolean
  vendor: { id: string; name: string; hasAccount: boolean }
  price: Price
  perUnit: Price
  basis: PriceBasis
  source: string
  state: ContractState
  /** Of the award it would be bought under; null off contract. 99 = unranked. */
  rank: number | null
  confidentiality: Confidentiality
  /** Whole packs that hold at least as much as was chosen. */
  packs: Packs
  /** Dearer (positive) or cheaper than what was chosen: for one unit, and for the same units in all. null where the chosen has no price. */
  difference: { each: Price; inAll: Pence } | null
}

/**
 * Everything else of the medicine that a price is known for, best first as `rankOffers` has it: the same pack elsewhere,
 * packs of other contents, other makers' packs of the same contents; whatever the rank of its award.
 */
export function alternatives(
  context: PriceContext,
  chosen: { amppId: string; vendor: { id: string }; packs: Packs; unitsMilli: Milli; price: Price | null },
): Alternative[] {
  const others = rankOffers(context).filter((one) => one.amppId !== chosen.amppId || one.vendor.id !== chosen.vendor.id)
  return others.flatMap((offer): Alternative[] => {
    const pack = context.packs.find((one) => one.amppId === offer.amppId)
    if (!pack) return []
    const between = differenceBetween({ ...chosen, price: chosen.price ?? offer.price }, offer)
    return [
      {
        kind: kindOf(chosen, offer),
        amppId: offer.amppId,
        brand: pack.brand,
        maker: pack.maker,
        packText: pack.packText,
        unlicensed: pack.unlicensed,
        vendor: offer.vendor,
        price: offer.price,
        perUnit: offer.perUnit,
        basis: offer.basis,
        source: offer.source,
        state: offer.state,
        rank: offer.award?.rank ?? null,
        confidentiality: offer.award?.confidentiality ?? 'open',
        packs: between.packs,
        difference: chosen.price === null ? null : { each: between.perUnitDifference, inAll: between.inAll },
      },
    ]
  })
}

function kindOf(
  chosen: { amppId: string; unitsMilli: Milli },
  other: { amppId: string; unitsMilli: Milli },
): AlternativeKind {
  if (other.amppId === chosen.amppId) return 'SAME_PACK'
  return other.unitsMilli === chosen.unitsMilli ? 'EQUIVALENT' : 'OTHER_SIZE'
}
