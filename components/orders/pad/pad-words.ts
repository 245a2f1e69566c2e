import type { Tone } from '#components/ui/tag.tsx'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import { formatCounted, formatPence, formatPrice } from '#lib/values/format.ts'
import { type Pence, price } from '#lib/values/money.ts'
import type { ShownLine } from './shown-line.ts'

/** What a price of a patient access scheme reads for who may not see it. */
export const NOT_SHOWN = HIDDEN_WORDS.role

/** What a total reads that includes one. */
export const TOTAL_HIDDEN = HIDDEN_WORDS.confidential

/** How a line stands to the contracts, as its tag says it. */
export const CONTRACT_TAGS = {
  ON_CONTRACT: { words: 'On contract', tone: 'green' },
  ON_CONTRACT_PRICE_HIGH: { words: 'Over contract price', tone: 'orange' },
  OFF_CONTRACT: { words: 'Off contract', tone: 'orange' },
  NO_CONTRACT: { words: 'No contract', tone: 'grey' },
} as const satisfies Record<ContractState, { words: string; tone: Tone }>

/** A medicine and its pack: "Meropenem 1g injection, 10 vials". */
export function packWords(line: { product: string; packText: string }): string {
  return `${line.product}, ${line.packText}`
}

/** The price of a line as its row says it. */
export function priceWords(line: Pick<ShownLine, 'price' | 'hidden' | 'basis'>): string {
  if (line.hidden) return NOT_SHOWN
  if (line.basis === 'pending') return 'Looking it up'
  return line.price === null ? 'To be typed' : formatPrice(line.price)
}

/** The amount of a line as its row says it. */
export function netWords(line: Pick<ShownLine, 'net' | 'hidden' | 'basis'>): string {
  if (line.hidden) return NOT_SHOWN
  if (line.net !== null) return formatPence(line.net)
  return line.basis === 'pending' ? 'Looking it up' : 'Not known'
}

/** An amount, or that it is not shown. */
export function amountWords(amount: Pence | null): string {
  return amount === null ? TOTAL_HIDDEN : formatPence(amount)
}

/** A change that is not kept, in words, for whoever has to decide about it. */
export function changeWords(
  change: PadChange,
  lines: readonly Pick<ShownLine, 'id' | 'product' | 'packText'>[],
): string {
  if (change.do === 'pad') return 'What you changed in the head of the pad'
  if (change.do === 'row') return `Row ${change.no} of the pasted list: ${change.words || change.wanted}`
  if (change.do === 'dropRow') return 'Leave a row of the pasted list out'
  const line = lines.find((one) => one.id === (change.do === 'add' ? change.ref : change.line))
  const name = line ? packWords(line) : 'A line'
  if (change.do === 'add') return `Add ${name}: ${formatCounted(change.packs, 'pack')}`
  if (change.do === 'remove') return `Take ${name} off`
  if (change.packs !== undefined) return `${name}: ${formatCounted(change.packs, 'pack')}`
  if (change.price !== undefined) return `${name}: price ${formatPrice(price(change.price))}`
  return `${name}: what you changed`
}
