import { Strip } from '#components/ui/strip.tsx'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { TOTAL_HIDDEN } from './pad-words.ts'
import type { ShownPart } from './shown-parts.ts'
import { minimumWords } from './terms-words.ts'

/** The id of the section of one order of the pad. */
export function partId(part: Pick<ShownPart, 'key'>): string {
  return `part-${part.key.replaceAll(' ', '-')}`
}

/** The drafts of a pad side by side: what each comes to, and how it stands to its supplier's minimum and carriage. */
export function PadStrip({ parts, orderOf }: { parts: readonly ShownPart[]; orderOf: (part: ShownPart) => string }) {
  if (parts.length < 2) return null
  return (
    <Strip
      label="The orders of this pad"
      items={parts.map((part) => ({
        key: part.key,
        name: <a href={`#${partId(part)}`}>{orderOf(part)}</a>,
        size: formatCounted(part.lines.length + part.more, 'line'),
        figure: part.totals === null ? TOTAL_HIDDEN : `${formatPence(part.totals.net)} ex VAT`,
        note: minimumWords(part),
      }))}
    />
  )
}
