import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Sampled } from '#lib/orders/sample/sample.queries.ts'
import { formatDayTime } from '#lib/values/format.ts'

/** The orders of the sample that somebody looked at: who, and what they found. */
export function SampleChecked({ rows }: { rows: readonly Sampled[] }) {
  if (rows.length === 0) return <p>Nobody has looked at one yet.</p>
  return (
    <Table caption="Orders of the sample that were looked at, newest first">
      <TableHead>
        <HeadCell>Order</HeadCell>
        <HeadCell>Found</HeadCell>
        <HeadCell>Looked at by</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <RowHead>
              <Link href={`/orders/${row.number}`}>{row.number}</Link>
              <Sub small>
                {row.supplier}, submitted by {row.submittedBy}
              </Sub>
            </RowHead>
            <Cell label="Found">
              <span>
                <Mark shape={row.outcome === 'fine' ? 'done' : 'late'} wrap>
                  {row.outcome === 'fine' ? 'Fine' : 'Not fine'}
                </Mark>
                {row.words && <Sub small>“{row.words}”</Sub>}
              </span>
            </Cell>
            <Cell label="Looked at by">
              {row.checkedBy}
              <Sub small>{row.checkedAt ? formatDayTime(row.checkedAt) : 'Not known'}</Sub>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
