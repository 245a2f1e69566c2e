import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { AnswerSoFar } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { SOURCE_NAMES } from '#lib/orders/acknowledge/answer.schema.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

/** What the supplier answered so far, newest first. Nothing where there is no answer. */
export function AnswersSoFar({ answers }: { answers: readonly AnswerSoFar[] }) {
  if (answers.length === 0) return null
  return (
    <Section id="answers" title="Answers so far">
      <Table caption="Answers so far, newest first" density="desk">
        <TableHead>
          <HeadCell>Answered</HeadCell>
          <HeadCell>How</HeadCell>
          <HeadCell>Their reference</HeadCell>
          <HeadCell>Lines</HeadCell>
          <HeadCell>Note</HeadCell>
          <HeadCell>Written down by</HeadCell>
        </TableHead>
        <TableBody>
          {answers.map((answer) => (
            <Row key={answer.id}>
              <RowHead>{formatDateTime(answer.answeredAt)}</RowHead>
              <Cell label="How">{SOURCE_NAMES[answer.source]}</Cell>
              <Cell label="Their reference">{answer.supplierReference || 'None'}</Cell>
              <Cell label="Lines">
                {answer.lines === 0 ? 'Received, answer to follow' : formatCounted(answer.lines, 'line')}
              </Cell>
              <Cell label="Note">{answer.note || 'None'}</Cell>
              <Cell label="Written down by">{answer.recordedBy}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
