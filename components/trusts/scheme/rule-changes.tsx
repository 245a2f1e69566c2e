import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ProposalPage } from '#lib/orders/scheme/proposal.queries.ts'

/** The rules that change: as they are, and as they would be. */
export function RuleChanges({ changes }: { changes: ProposalPage['changes'] }) {
  if (changes.length === 0) return <p>No rule reads otherwise.</p>
  return (
    <Table caption="Rules that change">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>Now</HeadCell>
        <HeadCell>Proposed</HeadCell>
      </TableHead>
      <TableBody>
        {changes.map(({ when, was, is }) => (
          <Row key={when}>
            <RowHead>{when}</RowHead>
            <Cell label="Now">{was ?? 'No such rule'}</Cell>
            <Cell label="Proposed">{is ?? 'No such rule'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
