import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Meaning } from '#lib/api/problem-words.ts'

/** What each code of a problem means; a problem's type leads to its row. */
export function ProblemTable({ meanings }: { meanings: readonly Meaning[] }) {
  return (
    <Table caption="Codes of problems" density="desk">
      <TableHead>
        <HeadCell>Code</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>Meaning</HeadCell>
      </TableHead>
      <TableBody>
        {meanings.map(({ code, status, meaning }) => (
          <Row key={code}>
            <RowHead id={code.toLowerCase().replaceAll('_', '-')}>
              <code className="app-code">{code}</code>
            </RowHead>
            <Cell label="Status">{status ?? 'None'}</Cell>
            <Cell label="Meaning">{meaning}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
