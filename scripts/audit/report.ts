import { brokenWords } from '#lib/audit/broken.rules.ts'
import { localDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import type { TrustRecord } from './record.ts'

/** What no check can tell of entries that no seal covers, as the last words of a report say it. */
export const UNPROVEN =
  'What no seal covers cannot be proved to be whole: such entries can be cut off the end of a chain together with its head, ' +
  'and nothing in the database would show it. Nor can seals that were cut off too: hold the record against seals kept outside with --seals FOLDER.'

/** The lines of a report on one organisation's record. */
export function reportLines(record: TrustRecord, outside: number): string[] {
  const { whose, chains, events, seals, lastSeal, unsealed, broken, about } = record
  const name = whose.odsCode ? `${whose.name} (${whose.odsCode})` : whose.name
  if (broken) return [`✗ ${name}: ${brokenWords(broken, about)}`, '  What comes after it was not looked at.']
  const sealed =
    lastSeal === null
      ? 'no seal yet'
      : `${formatCounted(seals, 'seal')}, the last of ${formatDate(localDate(lastSeal))}`
  const lines = [
    `✓ ${name}: ${formatCounted(events, 'entry', 'entries')} in ${formatCounted(chains, 'chain')}, ${sealed}.`,
  ]
  if (outside > 0) lines.push(`  ${formatCounted(outside, 'seal')} kept outside: all as in the database.`)
  if (unsealed.events > 0) {
    const what = formatCounted(unsealed.events, 'entry', 'entries')
    lines.push(`  ${what} in ${formatCounted(unsealed.chains, 'chain')} not sealed yet.`)
  }
  return lines
}
