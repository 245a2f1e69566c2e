import type { ContractState } from '#lib/contracts/price.rules.ts'
import type { OffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { isOffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'

/** The next best offer for a line that is decided on. `off`: why the line is bought off contract, '' where it is not. */
export type NextOffer = {
  vendor: string
  price: Price
  perUnit: Price
  unitName: string
  state: ContractState
  off: string
}

/** Why what the contract covers is not to be had, as the line itself says; other reasons leave it to be had. */
const NOT_TO_BE_HAD: Partial<Record<OffContractReason, string>> = {
  CONTRACT_OUT_OF_STOCK: 'its supplier cannot supply',
  SHORT_DATED: 'it is short-dated only',
  RECALL: 'it is recalled',
  PRESENTATION: 'its presentation is not suitable',
  ALLOCATION: 'it is on allocation',
  DATA_ERROR: 'its contract data is wrong',
}

/**
 * The next best offer in a sentence. Where it is the contract line itself, it is called so, with why it is not to be had
 * where the order says so: what cannot be supplied is no offer.
 */
export function nextOfferSentence({ vendor, price, perUnit, unitName, state, off }: NextOffer): string {
  const asked = `${vendor} at ${formatPrice(price)} a pack, ${formatUnitPrice(perUnit)} per ${unitName}`
  const contract = state === 'ON_CONTRACT' || state === 'ON_CONTRACT_PRICE_HIGH'
  if (!contract || off === '') return `The next offer is ${asked}.`
  const why = isOffContractReason(off) ? NOT_TO_BE_HAD[off] : undefined
  return why ? `By contract it would be ${asked}, but ${why}.` : `By contract it would be ${asked}.`
}
