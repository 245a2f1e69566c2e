import type { Pence, Price } from '#lib/values/money.ts'
import type { NextBest } from './next-best.rules.ts'
import type { Offer } from './price.rules.ts'
import { type PriceSight, seesPrice } from './sight.rules.ts'
import type { Why, WhyContract } from './why.rules.ts'

/** An offer as a role may see it: the prices are null where they are not shown to it. */
export type ShownOffer = Omit<Offer, 'price' | 'perUnit' | 'award'> & {
  price: Price | null
  perUnit: Price | null
  award: (Omit<NonNullable<Offer['award']>, 'price'> & { price: Price | null }) | null
}

/** An offer without the prices that this sight does not reach. */
export function shownOffer(offer: Offer, sight: PriceSight): ShownOffer {
  if (seesPrice(sight, offer.award?.confidentiality ?? 'open')) return offer
  return { ...offer, price: null, perUnit: null, award: offer.award && { ...offer.award, price: null } }
}

/** A price paid before, as a role may see it. `sees`: whether it sees the contract that now holds. */
export function shownPaid(
  paid: { vendorName: string; price: Price; on: Why['on']; confidential: boolean },
  sight: PriceSight,
  sees: boolean,
): NonNullable<ShownWhy['lastPaid']> {
  const { vendorName, on, confidential } = paid
  const shown = sees && seesPrice(sight, confidential ? 'pas' : 'open')
  return { vendorName, on, price: shown ? paid.price : null }
}

/** Why a line has its price, as a role may see it: amounts are null where they are not shown to it. */
export type ShownWhy = Omit<Why, 'price' | 'perUnit' | 'contractPrice' | 'contract' | 'nextBest' | 'lastPaid'> & {
  price: Price | null
  perUnit: Price | null
  contractPrice: Price | null
  contract: (Omit<WhyContract, 'price'> & { price: Price | null }) | null
  nextBest:
    | (Omit<NextBest, 'price' | 'perUnit' | 'perUnitDifference' | 'inAll'> & {
        price: Price | null
        perUnit: Price | null
        perUnitDifference: Price | null
        inAll: Pence | null
      })
    | null
  lastPaid: { vendorName: string; price: Price | null; on: Why['on'] } | null
}

/**
 * Why a line has its price, without the amounts that this sight does not reach. A hidden contract hides everything a
 * hidden price could be worked out from: the price paid, the last price, the differences.
 */
export function shownWhy(why: Why, sight: PriceSight): ShownWhy {
  const sees = seesPrice(sight, why.kept ? 'pas' : (why.contract?.confidentiality ?? 'open'))
  const seesNext = why.nextBest !== null && seesPrice(sight, why.nextBest.confidentiality)
  return {
    ...why,
    price: sees ? why.price : null,
    perUnit: sees ? why.perUnit : null,
    contractPrice: sees ? why.contractPrice : null,
    contract: why.contract && { ...why.contract, price: sees ? why.contract.price : null },
    nextBest: why.nextBest && {
      ...why.nextBest,
      price: seesNext ? why.nextBest.price : null,
      perUnit: seesNext ? why.nextBest.perUnit : null,
      perUnitDifference: sees && seesNext ? why.nextBest.perUnitDifference : null,
      inAll: sees && seesNext ? why.nextBest.inAll : null,
    },
    lastPaid: why.lastPaid && shownPaid(why.lastPaid, sight, sees),
  }
}
