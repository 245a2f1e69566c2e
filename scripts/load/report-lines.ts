import { LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'
import { andMore, NEW_ROW_TITLES, newRowLine } from '#lib/files/new-row.rules.ts'
import type { LoadReport, Problem } from '#lib/files/report.rules.ts'
import { formatCount, formatCounted, formatDate, formatPrice } from '#lib/values/format.ts'

/** The report on a file as lines for the console: the same that the page shows. */
export function reportLines(report: LoadReport, who: { name: string; trustName: string }): string[] {
  return [
    `${report.fileName}: ${LOAD_KIND_NAMES[report.kind].toLowerCase()}, for ${who.trustName}, as ${who.name}`,
    `${formatCounted(report.rows, 'row')}: ${formatCount(report.added)} new, ${formatCount(report.changed)} changed, ${formatCount(report.unchanged)} as they are`,
    ...report.notes.map((note) => `  ${note}`),
    ...list('To put right before anything is loaded', report.problems, report.problemCount),
    ...list('Worth a look', report.warnings, report.warningCount),
    ...newLines(report),
    ...report.priceChanges.map(
      (change) =>
        `  ${change.product}, ${change.supplier}, ${change.buyingGroup}: ${formatPrice(change.from)} to ${formatPrice(change.to)} from ${formatDate(change.on)}`,
    ),
  ]
}

function newLines({ kind, newRows, added }: LoadReport): string[] {
  if (newRows.length === 0) return []
  const more = andMore(newRows.length, added)
  return [
    `${NEW_ROW_TITLES[kind]}: ${formatCount(added)}`,
    ...newRows.map((one) => `  ${newRowLine(one)}`),
    ...(more ? [`  ${more}`] : []),
  ]
}

function list(title: string, problems: readonly Problem[], count: number): string[] {
  if (count === 0) return []
  const more = count > problems.length ? [`  and ${formatCount(count - problems.length)} more`] : []
  return [`${title}: ${formatCount(count)}`, ...problems.map(line), ...more]
}

function line({ row, column, cell, problem }: Problem): string {
  const where = [row === null ? 'Whole file' : `Row ${row}`, column].filter(Boolean).join(', ')
  return `  ${where}${cell === '' ? '' : ` “${cell}”`}: ${problem}`
}
