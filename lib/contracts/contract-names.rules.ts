import { UNRANKED } from './award.rules.ts'
import type { ContractState } from './price.rules.ts'

/** How a purchase stands to the contracts, in words. */
export const STATE_WORDS = {
  ON_CONTRACT: 'On contract',
  ON_CONTRACT_PRICE_HIGH: 'Over contract price',
  OFF_CONTRACT: 'Off contract',
  NO_CONTRACT: 'No contract',
} as const satisfies Record<ContractState, string>

/** How a purchase stands to the contracts, from its code as kept with a line. */
export function stateWords(state: string): string {
  return Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state as ContractState] : state
}

/** A rank in words: "First", "Second", or "No rank". */
export function rankWords(rank: number): string {
  if (rank === UNRANKED) return 'No rank'
  return ['First', 'Second', 'Third', 'Fourth'][rank - 1] ?? `Rank ${rank}`
}

/** A framework's category as people say it: "generic_hospital_only" gives "Generic hospital only". */
export function categoryWords(category: string): string {
  const words = category.replaceAll('_', ' ').trim()
  return words === '' ? 'Not given' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
