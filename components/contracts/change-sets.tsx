import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ChangeSet } from '#lib/contracts/changes/changes.queries.ts'
import { daysWords, sumWords } from '#lib/contracts/changes/changes-mail.rules.ts'
import { formatCounted } from '#lib/values/format.ts'

/** Catalogues that wait for a second person, and what those agreed to change; nothing where there are none. */
export function ChangeSets({
  waiting,
  agreed,
  hub,
}: {
  waiting: readonly ChangeSet[]
  agreed: readonly ChangeSet[]
  hub: boolean
}) {
  if (waiting.length + agreed.length === 0) return null
  return (
    <Section id="changes" title="What changes">
      <ul>
        {waiting.map((one) => (
          <li key={one.loadId}>
            <Link href={`/contracts/changes/${one.loadId}`}>{one.fileName} waits for a second person</Link>:{' '}
            {formatCounted(one.lines, 'line')} {daysWords(one)}
          </li>
        ))}
        {agreed.map((one) => (
          <li key={one.loadId}>
            <Link href={`/contracts/changes/${one.loadId}`}>What changes {daysWords(one)}</Link>: {said(one, hub)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function said({ lines, totals, ownerName, own }: ChangeSet, hub: boolean): string {
  const from = own ? '' : `, loaded by ${ownerName}`
  if (hub) return formatCounted(lines, 'line')
  if (!totals) return `${formatCounted(lines, 'line')}, being worked out${from}`
  if (totals.lines === 0) return `${formatCounted(lines, 'line')}, none that we buy${from}`
  const money = totals.sum === null ? '' : `, ${sumWords(totals.sum)}`
  const act = totals.act === 0 ? '' : `, ${formatCounted(totals.act, 'needs', 'need')} an act`
  return `${formatCounted(totals.lines, 'line that we buy', 'lines that we buy')}${money}${act}${from}`
}
