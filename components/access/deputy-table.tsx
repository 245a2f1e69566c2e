import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Mark, type MarkShape } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { DeputyState } from '#lib/access/deputies/consent.rules.ts'
import { answerDeputyAction, endDeputyAction } from '#lib/access/deputies/deputies.actions.ts'
import type { DeputisingView } from '#lib/access/deputies/deputies.queries.ts'
import { scopeWords, timeWords } from '#lib/access/deputies/scope-words.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

const MARKS = {
  asked: 'todo',
  declined: 'held',
  to_come: 'part',
  running: 'done',
  over: 'held',
  ended: 'held',
} as const satisfies Record<DeputyState, MarkShape>

/** Times of being away and of deputies, each with its scope, its consent, and what can be done about it. */
export function DeputyTable({
  rows,
  caption,
  trustId,
}: {
  rows: readonly DeputisingView[]
  caption: string
  trustId: string
}) {
  return (
    <Table caption={caption}>
      <TableHead>
        <HeadCell>Who</HeadCell>
        <HeadCell>When</HeadCell>
        <HeadCell>May decide</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>How it stands</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((one) => (
          <Row key={one.id}>
            <RowHead>
              {one.deputy ? `${one.deputy} for ${one.person}` : `${one.person}, nobody stands in`}
              <Sub small>
                {one.away
                  ? `${one.person} ${past(one) ? 'was' : 'is'} away in this time`
                  : `${one.person} ${past(one) ? 'decided' : 'decides'} as well`}
              </Sub>
            </RowHead>
            <Cell label="When">
              <span>
                From {timeWords(one).from}
                <Sub small>until {timeWords(one).until}</Sub>
              </span>
            </Cell>
            <Cell label="May decide">{scopeWords(one)}</Cell>
            <Cell label="Why">{one.reason}</Cell>
            <Cell label="How it stands">
              <span>
                <Mark shape={MARKS[one.state]} wrap>
                  {standWords(one)}
                </Mark>
                {one.deputy && <Sub small>{madeWords(one)}</Sub>}
                <Acts one={one} trustId={trustId} />
              </span>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function past({ state }: DeputisingView): boolean {
  return state === 'over' || state === 'ended'
}

function standWords({ state, endedBy, endedAt, answeredBy }: DeputisingView): string {
  switch (state) {
    case 'asked':
      return 'Not agreed to yet'
    case 'declined':
      return `Declined by ${answeredBy ?? 'somebody'}`
    case 'to_come':
      return 'To come'
    case 'running':
      return 'Holds now'
    case 'over':
      return 'Over'
    case 'ended':
      return endedAt ? `Ended by ${endedBy ?? 'somebody'}, ${formatDateTime(endedAt)}` : 'Ended'
  }
}

function madeWords({ person, madeBy, answeredBy, state, decisions }: DeputisingView): string {
  const made = madeBy === person ? `Named by ${person}` : `Proposed by ${madeBy}`
  const agreed = answeredBy && state !== 'declined' ? `, agreed to by ${answeredBy}` : ''
  const done = decisions > 0 ? `. ${formatCounted(decisions, 'decision')} so far` : ''
  return `${made}${agreed}${done}`
}

function Acts({ one, trustId }: { one: DeputisingView; trustId: string }) {
  const { id, person, deputy } = one
  const about = `${deputy ?? 'nobody'} for ${person}`
  return (
    <>
      {one.mayAgree && (
        <ActionForm
          action={answerDeputyAction}
          trustId={trustId}
          hidden={{ deputisingId: id }}
          id={`answer-${id}`}
          act={`answer ${id}`}
          label={`Answer: ${about}`}
        >
          <div className="app-buttons">
            <Button name="answer" value="agree">
              Agree
            </Button>
            <Button kind="secondary" name="answer" value="decline">
              Decline
            </Button>
          </div>
        </ActionForm>
      )}
      {one.mayEnd && (
        <ActionForm
          action={endDeputyAction}
          trustId={trustId}
          hidden={{ deputisingId: id }}
          id={`end-${id}`}
          act={`end ${id}`}
          label={`End: ${about}`}
        >
          <Button kind="secondary">{endWords(one)}</Button>
        </ActionForm>
      )}
    </>
  )
}

function endWords({ mine, away, state }: DeputisingView): string {
  if (state === 'asked') return 'Take back'
  if (state === 'to_come') return mine === 'deputy' ? 'Give it back' : 'Cancel it'
  if (mine === 'deputy') return 'Give it back'
  return mine === 'person' && away && state === 'running' ? 'I am back: end it' : 'End it now'
}
