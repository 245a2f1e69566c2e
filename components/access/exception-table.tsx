import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pairWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import type { ExceptionRow } from '#lib/access/people-list.queries.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'

/** Exceptions with who asked, who gave them and until when, those in force first. */
export function ExceptionTable({ exceptions }: { exceptions: readonly ExceptionRow[] }) {
  return (
    <Table caption="Exceptions">
      <TableHead>
        <HeadCell>Who</HeadCell>
        <HeadCell>Which roles</HeadCell>
        <HeadCell>Given by</HeadCell>
        <HeadCell>Until</HeadCell>
      </TableHead>
      <TableBody>
        {exceptions.map((one) => (
          <Row key={one.id}>
            <RowHead>
              {one.person}
              <Sub>{one.reason}</Sub>
            </RowHead>
            <Cell label="Which roles">{pairWords([one.beside, one.role])}</Cell>
            <Cell label="Given by">
              {one.givenBy}
              <Sub>
                {formatDateOf(one.givenAt)}, asked by {one.askedBy}
              </Sub>
            </Cell>
            <Cell label="Until">{one.endedAt ? `Over since ${formatDateOf(one.endedAt)}` : formatDate(one.until)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
