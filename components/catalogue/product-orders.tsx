import type { ReactNode } from 'react'
import { priceWords } from '#components/contracts/contract-words.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { OrderedLine } from '#lib/catalogue/product.queries.ts'
import { orderStatus, STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { formatCount, formatDateOf } from '#lib/values/format.ts'

/** The newest lines on which a medicine was ordered, under what is still on order. */
export function ProductOrders({ orders, children }: { orders: readonly OrderedLine[]; children?: ReactNode }) {
  return (
    <Section id="orders" title="Orders">
      {orders.length > 0 && children}
      {orders.length === 0 ? (
        <EmptyState>Never ordered here.</EmptyState>
      ) : (
        <Table caption="Newest orders of this medicine" captionShown density="desk" className="app-gap">
          <TableHead>
            <HeadCell>Order</HeadCell>
            <HeadCell>Supplier</HeadCell>
            <HeadCell>Raised</HeadCell>
            <HeadCell>Pack</HeadCell>
            <HeadCell number>Packs</HeadCell>
            <HeadCell number>Received</HeadCell>
            <HeadCell number>Pack ex VAT</HeadCell>
            <HeadCell>Status</HeadCell>
          </TableHead>
          <TableBody>
            {orders.map((line) => (
              <Row key={line.id}>
                <RowHead>
                  <Link href={`/orders/${line.number}`}>{line.number}</Link>
                </RowHead>
                <Cell label="Supplier">{line.supplierName}</Cell>
                <Cell label="Raised">{formatDateOf(line.raisedAt)}</Cell>
                <Cell label="Pack">{line.packText}</Cell>
                <Cell label="Packs" number>
                  {formatCount(line.packs)}
                </Cell>
                <Cell label="Received" number>
                  {formatCount(line.receivedPacks)}
                </Cell>
                <Cell label="Pack ex VAT" number>
                  {priceWords(line.price)}
                </Cell>
                <Cell label="Status">
                  {STATUS_NAMES[orderStatus(line.status)]}
                  {line.receivedPacks > 0 && line.receivedPacks < line.packs && <Sub>Part received</Sub>}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}
