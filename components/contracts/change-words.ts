import type { ChangeLine, ShownSide } from '#lib/contracts/changes/change-lines.queries.ts'
import type { RunDown } from '#lib/contracts/changes/run-down.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatDayMonth, formatDaysOfCover } from '#lib/values/format.ts'

/** Basis points as a change in per cent: "+34.2%", "−7.0%". */
export function stepWords(step: number | null, hidden: boolean): string {
  if (hidden) return 'Not shown'
  if (step === null) return 'Not known'
  const percent = Math.abs(step / 100).toFixed(1)
  return step < 0 ? `−${percent}%` : step > 0 ? `+${percent}%` : '0.0%'
}

/** What is done about a line before its day: first words, then what stands behind them. */
export function todoWords(line: ChangeLine): { lead: string; more: string } {
  const day = formatDayMonth(line.on)
  const stock = runDownWords(line.ours?.runDown ?? { do: 'none' }, line.on)
  switch (line.ours?.todo) {
    case 'supplier':
      return { lead: 'New supplier.', more: `Check label and barcode before ${day}. ${stock}`.trim() }
    case 'alone':
      return { lead: 'Contract ends, no successor.', more: `Find a source before ${day}. ${stock}`.trim() }
    case 'ended':
      return { lead: 'Contract ends.', more: `Next best is ${line.next?.supplier ?? 'not known'}. ${stock}`.trim() }
    case 'steep':
      return {
        lead: `${(line.step ?? 0) > 0 ? 'Up' : 'Down'} ${Math.round(Math.abs(line.step ?? 0) / 100)}%, over the 25% line.`,
        more: `Check it is the same pack. ${stock}`.trim(),
      }
    default:
      return { lead: '', more: stock || 'None' }
  }
}

/** What to do with the stock of the old pack before its contract changes. */
export function runDownWords(what: RunDown, on: LocalDate): string {
  switch (what.do) {
    case 'enough':
      return what.daysLeft === 0
        ? `Stock lasts to ${formatDayMonth(on)}: buy no more before.`
        : `Stock lasts ${formatCounted(what.daysLeft, 'day')} beyond: buy no more before.`
    case 'buy':
      return `Buy ${formatCounted(what.packs, 'pack')} to last to ${formatDayMonth(on)}, no more.`
    case 'stretch':
      return `${formatCounted(what.packs, 'pack')} at the old price last to ${formatDayMonth(on)}.`
    case 'none':
      return ''
  }
}

/** Stock and what is still to come of the old pack. */
export function coverWords(line: ChangeLine): string {
  const { coverTenths = null, onOrder = 0 } = line.ours ?? {}
  const cover = coverTenths === null ? 'Cover not known' : formatDaysOfCover(coverTenths / 10)
  return `${cover}. ${onOrder === 0 ? 'None on order' : `${formatCounted(onOrder, 'pack')} on order`}`
}

/** Who supplies until then, and who from then on. */
export function supplierWords(
  old: ShownSide | null,
  next: ShownSide | null,
  kind: ChangeLine['kind'],
): [string, string | null] {
  if (kind === 'ended') return [old?.supplier ?? 'Nobody', 'no contract']
  if (!old) return ['No contract', next?.supplier ?? '']
  return old.supplier === next?.supplier || !next ? [old.supplier, null] : [old.supplier, next.supplier]
}

/** Kinds of change in words. */
export const KIND_WORDS = {
  new: 'New line',
  up: 'Dearer',
  down: 'Cheaper',
  terms: 'Other terms',
  supplier: 'New supplier',
  ended: 'Ends',
} as const satisfies Record<ChangeLine['kind'], string>

/** Packs a year. */
export function packsWords(line: ChangeLine): string {
  return line.ours ? formatCount(line.ours.packsAYear) : 'Not known'
}
