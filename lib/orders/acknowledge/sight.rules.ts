import { type PriceSight, seesPrice } from '#lib/contracts/sight.rules.ts'

/**
 * Whether a line's price is kept from somebody with this sight: a contract price of a patient access scheme is not for
 * everybody who sees prices.
 */
export function hidesPrice(line: { priceBasis: string; why: unknown }, sight: PriceSight): boolean {
  if (line.priceBasis !== 'contract') return !sight.prices
  const why = line.why as { contract?: { confidentiality?: string } | null } | null
  return !seesPrice(sight, why?.contract?.confidentiality === 'pas' ? 'pas' : 'open')
}
