import type { Tone } from '#components/ui/tag.tsx'
import type { BuyingGroups } from '#lib/contracts/award.rules.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import { formatList, formatPrice } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'

/** What stands where a price is not for the reader's role. */
export const NOT_SHOWN = 'Not shown to your role'

/** A price per pack or unit, or that it is not shown to this role. */
export function priceWords(price: Price | null): string {
  return price === null ? NOT_SHOWN : formatPrice(price)
}

/** The colour of its tag. */
export const STATE_TONES = {
  ON_CONTRACT: 'green',
  ON_CONTRACT_PRICE_HIGH: 'orange',
  OFF_CONTRACT: 'orange',
  NO_CONTRACT: 'grey',
} as const satisfies Record<ContractState, Tone>

/** The groups whose prices are a trust's own, in a sentence. */
export function groupWords(groups: BuyingGroups, hub: boolean): string {
  if (hub) return 'You see the prices of every buying group.'
  const named = [
    groups.generics ? `${groups.generics} for generics` : '',
    groups.branded ? `${groups.branded} for branded medicines` : '',
  ].filter(Boolean)
  return named.length === 0
    ? 'Your trust is in no buying group yet: only national prices reach it.'
    : `Your trust buys as ${formatList(named)}.`
}
