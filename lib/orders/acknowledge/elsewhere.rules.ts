import { type Pack, packMake } from '#lib/catalogue/pack.rules.ts'
import { type ContractState, type PriceContext, rankOffers } from '#lib/contracts/price.rules.ts'
import { seesPrice } from '#lib/contracts/sight.rules.ts'
import { lineNet, type Pence, type Price, price, subtractPence } from '#lib/values/money.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import type { AnswerableLine } from './answer.rules.ts'

/** Where else the rest of a line can be bought: the pack from a supplier, and what it costs against what was ordered. */
export type Elsewhere = {
  /** As a form sends it: "ampp id/supplier id". */
  value: string
  pack: string
  supplier: string
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
 * and other suppliers with an account. Empty where nobody has a price.
 */
export function elsewhereOffers(
  line: AnswerableLine & { supplierId: string },
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
      packs: count,
      state: offer.state,
      price: sees ? offer.price : null,
      perPack: sees && offer.unitsMilli === line.unitsMilli ? price(offer.price - line.price) : null,
      difference: sees ? subtractPence(lineNet(offer.price, count), before) : null,
    })
    if (found.length === MOST) break
  }
  return found
}
