import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ExceptionRow } from '#lib/audit/exceptions/exceptions.queries.ts'
import { formatDateTime, formatPence } from '#lib/values/format.ts'

/** Exceptions of one kind. `roles`: they are about people, not orders. */
export function ExceptionTable({
  caption,
  rows,
  roles,
}: {
  caption: string
  rows: readonly ExceptionRow[]
  roles: boolean
}) {
  return (
    <Table caption={caption} density="desk">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>{roles ? 'Whose' : 'Order'}</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>{roles ? 'Agreed to by' : 'Who'}</HeadCell>
        {!roles && <HeadCell>Supplier</HeadCell>}
        {!roles && <HeadCell number>Order with VAT</HeadCell>}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell label="When" className="app-nowrap">
              {formatDateTime(row.at)}
            </Cell>
            <RowHead>
              {row.whose && <Link href={`/settings/people/${row.whose.id}`}>{row.whose.name}</Link>}
              {row.order && <Link href={`/audit?number=${row.order.number}`}>{row.order.number}</Link>}
            </RowHead>
            <Cell label="What">{row.words}</Cell>
            <Cell label={roles ? 'Agreed to by' : 'Who'}>
              {row.who}
              {row.whose && <Sub>Asked for by {row.whose.askedBy}</Sub>}
            </Cell>
            {row.order && <Cell label="Supplier">{row.order.supplier}</Cell>}
            {row.order && (
              <Cell label="Order with VAT" number>
                {formatPence(row.order.gross)}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
