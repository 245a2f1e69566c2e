import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProgressBar } from '#components/ui/progress.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Trial } from '#lib/orders/scheme/proposal.queries.ts'
import { trySchemeAction } from '#lib/orders/scheme/scheme.actions.ts'
import type { TrialChange } from '#lib/orders/scheme/trial.rules.ts'
import { formatCount, formatCounted, formatDate } from '#lib/values/format.ts'

/** What a proposal would have meant: how far the try is, or how many orders would have needed whom. */
export function TrialSection({
  trial,
  proposalId,
  lists,
  again,
  trustId,
}: {
  trial: Trial | null
  proposalId: string
  /** The reader may see the orders behind the numbers. */
  lists: boolean
  /** The reader may have it tried once more. */
  again: boolean
  trustId: string
}) {
  if (!trial) return <p>It was not tried.</p>
  const at = `/settings/approvals/proposals/${proposalId}`
  if (trial.state === 'waiting' || trial.state === 'running') {
    const of = trial.ordersInAll === null ? '' : ` of ${formatCount(trial.ordersInAll)}`
    return (
      <>
        {trial.ordersInAll !== null && trial.ordersInAll > 0 && (
          <ProgressBar value={trial.orders} whole={trial.ordersInAll} />
        )}
        <p>
          {trial.state === 'waiting'
            ? 'It begins in a moment.'
            : `${formatCount(trial.orders)}${of} orders looked at so far.`}{' '}
          <Link href={at}>See how far it is</Link>
        </p>
      </>
    )
  }
  return (
    <>
      {trial.state === 'failed' ? (
        <Note kind="care" lead="It could not be tried to the end.">
          {formatCounted(trial.orders, 'order')} were looked at.
        </Note>
      ) : (
        <Numbers trial={trial} at={at} lists={lists} />
      )}
      {again && (
        <ActionForm action={trySchemeAction} trustId={trustId} hidden={{ proposalId }} label="Try again">
          <Button kind="secondary" small>
            Try it once more
          </Button>
        </ActionForm>
      )}
    </>
  )
}

const CHANGES: readonly [TrialChange, string][] = [
  ['more', 'would have needed more'],
  ['less', 'would have needed less'],
  ['other', 'would have needed others'],
  ['same', 'would have needed the same'],
]

function Numbers({ trial, at, lists }: { trial: Trial; at: string; lists: boolean }) {
  const link = (query: string, words: string, many: number) =>
    lists && many > 0 ? <Link href={`${at}/orders?${query}`}>{words}</Link> : words
  return (
    <>
      <p>
        {formatCounted(trial.orders, 'order')} submitted from {formatDate(trial.from)} to {formatDate(trial.to)}:
      </p>
      <ul>
        {CHANGES.map(([change, words]) => (
          <li key={change}>
            {link(`change=${change}`, `${formatCount(trial.changes[change])} ${words}`, trial.changes[change])}
          </li>
        ))}
      </ul>
      {trial.needs.length > 0 && (
        <Table caption="How many orders would have needed whom">
          <TableHead>
            <HeadCell>Who must agree</HeadCell>
            <HeadCell number>In force</HeadCell>
            <HeadCell number>Proposed</HeadCell>
          </TableHead>
          <TableBody>
            {trial.needs.map((one) => (
              <Row key={one.key}>
                <RowHead>{one.words}</RowHead>
                <Cell number label="In force">
                  {link(`now=${encodeURIComponent(one.key)}`, formatCount(one.now), one.now)}
                </Cell>
                <Cell number label="Proposed">
                  {link(`next=${encodeURIComponent(one.key)}`, formatCount(one.next), one.next)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  )
}
