import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { TouchedOrder, TouchedTemplate } from '#lib/contracts/changes/change-lines.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** Open orders that hold packs whose contract changes. */
export function TouchedOrders({ orders }: { orders: readonly TouchedOrder[] }) {
  return (
    <Section
      id="orders"
      title="Orders on their way"
      lead={
        orders.length === 0
          ? 'No open order holds any of these lines.'
          : `${formatCounted(orders.length, 'open order holds', 'open orders hold')} ${formatCounted(
              orders.reduce((sum, one) => sum + one.lines, 0),
              'of these lines',
              'of these lines',
            )}. They keep the price of the day they were raised.`
      }
    >
      {orders.length > 0 && (
        <Table caption="Open orders with lines that change" density="desk">
          <TableHead>
            <HeadCell>Order</HeadCell>
            <HeadCell>Supplier</HeadCell>
            <HeadCell>Product</HeadCell>
            <HeadCell number>Packs to come</HeadCell>
          </TableHead>
          <TableBody>
            {orders.map((order) => (
              <Row key={order.number}>
                <RowHead>
                  <Link href={`/orders/${order.number}`}>{order.number}</Link>
                </RowHead>
                <Cell label="Supplier">{order.supplier}</Cell>
                <Cell label="Product">
                  {order.product}
                  {order.lines > 1 && <Sub>and {formatCount(order.lines - 1)} more</Sub>}
                </Cell>
                <Cell label="Packs to come" number>
                  {formatCount(order.packs)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}

/** Templates and standing orders that hold packs whose contract changes: they are filled at the prices of their day. */
export function TouchedTemplates({ templates }: { templates: readonly TouchedTemplate[] }) {
  return (
    <Section
      id="templates"
      title="Templates and standing orders"
      lead={
        templates.length === 0
          ? 'None holds any of these lines.'
          : 'They name the old packs. Where the supplier changes or a contract ends, put the new pack in.'
      }
    >
      {templates.length > 0 && (
        <ul>
          {templates.map((one) => (
            <li key={one.id}>
              <Link href={`/orders/templates/${one.id}`}>{one.name}</Link>: {one.product}
              {one.lines > 1 && ` and ${formatCount(one.lines - 1)} more`}
              {one.standing && ', a standing order'}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
