import { orderTableRow } from '#components/orders/list/order-rows.ts'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { OrderListRow } from '#lib/orders/track/order-list.queries.ts'

/** The newest orders to a supplier, and the way to all of them. */
export function SupplierOrders({
  supplierId,
  orders,
  now,
}: {
  supplierId: string
  orders: readonly OrderListRow[]
  now: Date
}) {
  return (
    <Section id="orders" title="Newest orders">
      {orders.length === 0 ? (
        <EmptyState>Nothing was ordered here yet.</EmptyState>
      ) : (
        <>
          <Table caption="Newest orders">
            <TableHead>
              <HeadCell>Order</HeadCell>
              <HeadCell>Status</HeadCell>
              <HeadCell>Deliver to</HeadCell>
              <HeadCell>Raised</HeadCell>
              <HeadCell number>Total with VAT</HeadCell>
            </TableHead>
            <TableBody>
              {orders.map((order) => {
                const row = orderTableRow(order, now)
                return (
                  <Row key={row.number}>
                    <RowHead>
                      <Link href={`/orders/${row.number}`}>{row.number}</Link>
                    </RowHead>
                    <Cell label="Status">
                      <StatusTag status={row.status} headline={row.headline} />
                      <Sub>{row.progress}</Sub>
                    </Cell>
                    <Cell label="Deliver to">{row.store}</Cell>
                    <Cell label="Raised">
                      {row.raised}
                      <Sub>{row.raisedBy}</Sub>
                    </Cell>
                    <Cell label="Total with VAT" number>
                      {row.total}
                    </Cell>
                  </Row>
                )
              })}
            </TableBody>
          </Table>
          <div className="app-gap">
            <ButtonLink href={`/orders?supplier=${supplierId}`} kind="secondary">
              All orders to this supplier
            </ButtonLink>
          </div>
        </>
      )}
    </Section>
  )
}
