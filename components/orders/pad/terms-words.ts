import { formatPence } from '#lib/values/format.ts'
import type { ShownPart } from './shown-parts.ts'

/** How an order stands to its supplier's minimum and carriage; said whether it is met or not. */
export function minimumWords({ part, totals }: Pick<ShownPart, 'part' | 'totals'>): string {
  if (part === null) return 'Minimum order: known when it is kept'
  const { minimumOrder, carriage } = part.terms
  if (minimumOrder === 0) return 'No minimum order'
  const minimum = `Minimum ${formatPence(minimumOrder)}`
  if (totals === null) return minimum
  if (totals.belowMinimum > 0) {
    const charged = totals.carriage > 0 ? `${formatPence(totals.carriage)} carriage` : 'no carriage is charged'
    return `${minimum}: ${formatPence(totals.belowMinimum)} short, ${charged}`
  }
  return carriage > 0 ? `${minimum} met: no carriage` : `${minimum} met`
}
