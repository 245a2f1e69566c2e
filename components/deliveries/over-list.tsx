import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { OpenOverDelivery } from '#lib/orders/receive/deliveries.queries.ts'
import { formatCount, formatWhen } from '#lib/values/format.ts'

/** Packs beyond what was ordered that wait for a decision, oldest first. */
export function OverList({
  rows,
  now,
  mayDecide,
}: {
  rows: readonly OpenOverDelivery[]
  now: Date
  mayDecide: boolean
}) {
  if (rows.length === 0) return <EmptyState>Nothing came that was not ordered.</EmptyState>
  return (
    <Table caption="Packs beyond what was ordered, oldest first">
      <TableHead>
        <HeadCell>Product</HeadCell>
        <HeadCell number>Packs too many</HeadCell>
        <HeadCell number>Ordered</HeadCell>
        <HeadCell>Delivery</HeadCell>
        <HeadCell>Found</HeadCell>
        <HeadCell>Next</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <RowHead>
              {row.product}
              <Sub small>{row.packText}</Sub>
            </RowHead>
            <Cell number label="Too many">
              {formatCount(row.packs)}
            </Cell>
            <Cell number label="Ordered">
              {formatCount(row.ordered)}
            </Cell>
            <Cell label="Delivery">
              {row.supplier}
              <Sub small>{row.receiptNumber}</Sub>
            </Cell>
            <Cell label="Found">
              {formatWhen(row.foundAt, now)}
              <Sub small>{row.foundBy}</Sub>
            </Cell>
            <Cell label="Next">
              <Link href={`/deliveries/${row.receiptNumber}#over-${row.id}`}>
                {mayDecide && !row.mine ? 'Keep or return' : 'See the delivery'}
                <span className="nhsuk-u-visually-hidden"> of {row.product}</span>
              </Link>
              {mayDecide && row.mine && <Sub small>You counted them: somebody else decides</Sub>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
