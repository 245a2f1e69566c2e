import { ActionForm } from '#components/ui/action-form.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { keepDateAction, skipDateAction } from '#lib/orders/raise/standing/standing.actions.ts'
import type { StandingDateView, StandingView } from '#lib/orders/raise/standing/standing.queries.ts'
import { formatWeekdayDate } from '#lib/values/format.ts'
import { failedWords } from './standing-table.tsx'

/** The coming dates: each can be left out, and taken in again. */
export function ComingDates({ standing, trustId }: { standing: StandingView; trustId: string }) {
  return (
    <Table caption="Coming dates">
      <TableHead>
        <HeadCell>Date</HeadCell>
        <HeadCell>What happens</HeadCell>
        <HeadCell>Acts</HeadCell>
      </TableHead>
      <TableBody>
        {standing.coming.map(({ on, skipped }) => (
          <Row key={on}>
            <RowHead>{formatWeekdayDate(on)}</RowHead>
            <Cell label="What happens">
              {skipped ? 'Left out' : standing.status === 'paused' ? 'Nothing while it is paused' : 'A draft is made'}
            </Cell>
            <Cell label="Acts">
              <ActionForm
                action={skipped ? keepDateAction : skipDateAction}
                trustId={trustId}
                version={standing.version}
                act={`${skipped ? 'keep' : 'skip'} ${standing.id} ${on} ${standing.version}`}
                hidden={{ standingId: standing.id, dueOn: on }}
                label={`${skipped ? 'Take in' : 'Leave out'} ${formatWeekdayDate(on)}`}
              >
                <LinkButton>
                  {skipped ? 'Undo' : 'Leave out'}
                  <span className="nhsuk-u-visually-hidden"> {formatWeekdayDate(on)}</span>
                </LinkButton>
              </ActionForm>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** What became of the dates that have come. */
export function PastDates({ dates }: { dates: readonly StandingDateView[] }) {
  return (
    <Table caption="What was made">
      <TableHead>
        <HeadCell>Date</HeadCell>
        <HeadCell>What became of it</HeadCell>
      </TableHead>
      <TableBody>
        {dates.map((date) => (
          <Row key={date.dueOn}>
            <RowHead>{formatWeekdayDate(date.dueOn)}</RowHead>
            <Cell label="What became of it">
              <Outcome date={date} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Outcome({ date }: { date: StandingDateView }) {
  if (date.outcome === 'made') {
    if (!date.open) return 'Drafted, and submitted or deleted since'
    return <Link href={`/orders/new/${date.padId}`}>Drafted, to be reviewed</Link>
  }
  if (date.outcome === 'skipped') return date.by === null ? 'Left out' : `Left out by ${date.by}`
  if (date.outcome === 'missed') return 'Missed: Tincture was not running that day'
  return failedWords(date.why)
}
