import { type Pack, packMake } from '#lib/catalogue/pack.rules.ts'
import { type ContractState, type PriceContext, rankOffers } from '#lib/contracts/price.rules.ts'
import { seesPrice } from '#lib/contracts/sight.rules.ts'
import type { AnswerCode } from '#lib/orders/order/order.progress.ts'
import { lineNet, type Pence, type Price, price, subtractPence } from '#lib/values/money.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import type { AnswerableLine } from './answer.rules.ts'

/** Where else the rest of a line can be bought: the pack from a supplier, and what it costs against what was ordered. */
export type Elsewhere = {
  /** As a form sends it: "ampp id/supplier id". */
  value: string
  pack: string
  supplier: string
  /** The same maker could not deliver to the supplier that answered, and may not be able to here. */
  failingMaker: boolean
  /** Packs of it that cover what is left. */
  packs: number
  state: ContractState
  /** Per pack ex VAT, and ex VAT in all against the line; null where this role may not see one of the prices. */
  price: Price | null
  /** Per pack; null as well where the packs hold different amounts. */
  perPack: Price | null
  difference: Pence | null
}

/** How many are offered: the best first, the rest is found on the order pad. */
const MOST = 6

/**
 * Where else so many packs of a line can be bought, best first by the contracts' own ranking: other packs of the medicine
 * and other suppliers with an account; what comes from a maker that cannot deliver (`failing`) after everything else.
 * Empty where nobody has a price.
 */
export function elsewhereOffers(
  line: AnswerableLine & { supplierId: string; failing: string | null },
  left: number,
  medicine: (Omit<PriceContext, 'packs'> & { packs: readonly Pack[] }) | undefined,
  sight: { prices: boolean; pas: boolean; hidden: boolean },
): Elsewhere[] {
  if (!medicine) return []
  const units = unitsInPacks(packs(left), milli(line.unitsMilli))
  const before = lineNet(line.price, left)
  const found: Elsewhere[] = []
  for (const offer of rankOffers(medicine)) {
    const pack = medicine.packs.find((one) => one.amppId === offer.amppId)
    const same = offer.amppId === line.amppId && offer.vendor.id === line.supplierId
    if (!pack || same || !offer.vendor.hasAccount) continue
    const count = packsToCover(units, offer.unitsMilli)
    const sees = !sight.hidden && seesPrice(sight, offer.award?.confidentiality ?? 'open')
    found.push({
      value: `${offer.amppId}/${offer.vendor.id}`,
      pack: `${pack.packText}, ${packMake(pack)}`,
      supplier: offer.vendor.name,
      failingMaker: line.failing !== null && sameMaker(pack.maker, line.failing),
      packs: count,
      state: offer.state,
      price: sees ? offer.price : null,
      perPack: sees && offer.unitsMilli === line.unitsMilli ? price(offer.price - line.price) : null,
      difference: sees ? subtractPence(lineNet(offer.price, count), before) : null,
    })
  }
  return [...found.filter((one) => !one.failingMaker), ...found.filter((one) => one.failingMaker)].slice(0, MOST)
}

/** The offer to begin with: the best of a maker that can deliver; null leaves the choice open. */
export function firstChoice(offers: readonly Elsewhere[]): Elsewhere | null {
  return offers.find((one) => !one.failingMaker) ?? null
}

/** Answers that say the maker has too little, whoever gave them. */
const MAKER_FAILS: readonly AnswerCode[] = ['NOT_AVAILABLE', 'DISCONTINUED', 'ON_ALLOCATION', 'BACK_ORDER']

/** The maker that an answer says cannot deliver; null where it says nothing of that. */
export function failingMaker(code: AnswerCode, maker: string): string | null {
  return MAKER_FAILS.includes(code) && maker.trim() !== '' ? maker : null
}

function sameMaker(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
