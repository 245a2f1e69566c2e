import { type Asker, may } from '#lib/access/permissions.ts'
import type { Confidentiality } from './award.rules.ts'

/** Which prices somebody may see. Framework prices are confidential, those of patient access schemes strictly so. */
export type PriceSight = { prices: boolean; pas: boolean }

/** What these roles may see of prices. */
export function sightOf(who: Asker): PriceSight {
  return { prices: may(who, 'price.view'), pas: may(who, 'price.view') && may(who, 'price.view_pas') }
}

/** Why an amount is not shown: the role sees no prices, or one of the prices in it is of a patient access scheme. */
export type Hidden = 'role' | 'confidential'

/** What stands in place of a total that is not shown. */
export const HIDDEN_WORDS = {
  role: 'Not shown to your role',
  confidential: 'Includes a confidential price',
} as const satisfies Record<Hidden, string>

/** Why something is hidden from somebody with this sight. */
export function hiddenBy(sight: PriceSight): Hidden {
  return sight.prices ? 'confidential' : 'role'
}

/**
 * Whether the price of a line is one of a patient access scheme, from why it has its price and how it stands: bought under
 * it, whoever named the price, or taken over from a line that was. As `order_line.price_confidential` says of a stored one.
 */
export function isPriceConfidential(line: { contractState: string; why: unknown }): boolean {
  const known = line.why as { contract?: { confidentiality?: string } | null; kept?: boolean } | null
  const under = line.contractState === 'ON_CONTRACT' || line.contractState === 'ON_CONTRACT_PRICE_HIGH'
  return (under && known?.contract?.confidentiality === 'pas') || known?.kept === true
}

/**
 * Whether the price of an order line is shown. Bought under a patient access scheme it is confidential whoever named it,
 * the contract or the supplier's answer, and for ever; bought beside one, only what it is held against is
 * (`seesComparison`).
 */
export function seesLinePrice(sight: PriceSight, line: { priceConfidential: boolean }): boolean {
  return line.priceConfidential ? sight.pas : sight.prices
}

/** Whether what a line costs against its contract is shown: the contract's price can be worked out from it. */
export function seesComparison(sight: PriceSight, line: { confidential: boolean }): boolean {
  return line.confidential ? sight.pas : sight.prices
}

/** Whether a price of this confidentiality is shown; what is no contract price counts as 'open'. */
export function seesPrice(sight: PriceSight, confidentiality: Confidentiality): boolean {
  return confidentiality === 'pas' ? sight.pas : sight.prices
}
