import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ExceptionRow } from '#lib/audit/exceptions/exceptions.queries.ts'
import { formatDateTime, formatPence } from '#lib/values/format.ts'

/** Exceptions of one kind: about orders, about roles that two people gave, or about what one did alone. */
export function ExceptionTable({
  caption,
  rows,
  about,
}: {
  caption: string
  rows: readonly ExceptionRow[]
  about: 'orders' | 'roles' | 'alone'
}) {
  const orders = about === 'orders'
  const who = about === 'roles' ? 'Agreed to by' : 'Who'
  return (
    <Table caption={caption} density="desk">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>{orders ? 'Order' : 'About'}</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>{who}</HeadCell>
        {orders && <HeadCell>Supplier</HeadCell>}
        {orders && <HeadCell number>Order with VAT</HeadCell>}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell label="When" className="app-nowrap">
              {formatDateTime(row.at)}
            </Cell>
            <RowHead>
              {row.whose?.person && <Link href={`/settings/people/${row.whose.id}`}>{row.whose.name}</Link>}
              {row.whose && !row.whose.person && row.whose.name}
              {row.order && <Link href={`/audit?number=${row.order.number}`}>{row.order.number}</Link>}
            </RowHead>
            <Cell label="What">{row.words}</Cell>
            <Cell label={who}>
              {row.who}
              {about === 'roles' && row.whose && <Sub>Asked for by {row.whose.askedBy}</Sub>}
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
