import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import { roundedDivision } from '#lib/values/money.ts'

/** Days in which packs that left again stand on Today unless they are ordered again: as long as suppliers take returns. */
export const WENT_BACK_DAYS = 28

/** Packs of a line that were booked in, and left again from quarantine: returned to the supplier, or destroyed. */
export type WentBack = { packs: number; outcome: 'return' | 'destroy'; on: LocalDate; reason: string }

/** Packs of a line that left again. The receipt stands: what was received stays received. */
export function packsBack(back: readonly Pick<WentBack, 'packs'>[]): number {
  return back.reduce((sum, one) => sum + one.packs, 0)
}

/** What such packs are said to have done: "30 packs sent back", "2 packs sent back, 1 pack destroyed". */
export function backWords(back: readonly Pick<WentBack, 'packs' | 'outcome'>[]): string {
  const of = (outcome: WentBack['outcome']) => packsBack(back.filter((one) => one.outcome === outcome))
  const parts = [
    of('return') > 0 ? `${formatCounted(of('return'), 'pack')} sent back` : '',
    of('destroy') > 0 ? `${formatCounted(of('destroy'), 'pack')} destroyed` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** When and why, of the newest of them: "23 November 2026: Too warm". */
export function backDetail(back: readonly WentBack[]): string {
  const last = back.at(-1)
  return last ? `${formatDate(last.on)}: ${last.reason}` : ''
}

/** Value of so many packs of a line, in pence ex VAT: its net by packs, never more than the line. */
export function valueOfPacks(line: { net: number | null; ordered: number }, packs: number): number {
  if (line.net === null || line.ordered === 0) return 0
  return Number(roundedDivision(BigInt(line.net) * BigInt(Math.min(packs, line.ordered)), BigInt(line.ordered)))
}
