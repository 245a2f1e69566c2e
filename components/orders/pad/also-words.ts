import type { AlsoOn } from '#lib/orders/raise/view.rules.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** How much of an order that holds the same medicine is still to be expected, and where: as stock on order counts it. */
export function alsoWords(one: AlsoOn): string {
  const packs =
    one.packs === one.ordered
      ? formatCounted(one.ordered, 'pack')
      : `${one.packs === 0 ? 'none' : formatCount(one.packs)} to come of ${formatCounted(one.ordered, 'pack')}`
  const state = one.draft ? 'open draft, ' : one.awaiting ? 'waiting for approval, ' : ''
  return `${state}${packs} of ${one.packText}${one.store === null ? '' : `, for ${one.store}`}`
}
