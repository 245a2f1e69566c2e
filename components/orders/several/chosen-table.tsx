import { StatusTag } from '#components/orders/status-tag.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import type { ChosenOrder } from '#lib/several/several.queries.ts'
import { formatCount, formatCounted, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

/** Orders that are shown of many that are chosen; all of them count. */
const SHOWN = 50

/** The orders an act is for, with their sum: of all of them, also those that are not listed. */
export function ChosenTable({
  orders,
  total,
  title,
}: {
  orders: readonly ChosenOrder[]
  total: number
  title: string
}) {
  const rest = orders.length - SHOWN
  return (
    <Section
      id="chosen"
      title="Which orders"
      lead={rest > 0 ? `The first ${SHOWN} are listed, ${formatCount(rest)} more are meant, too.` : undefined}
    >
      <Table caption={title} density="desk">
        <TableHead>
          <HeadCell>Order</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Supplier</HeadCell>
          <HeadCell number>Total with VAT</HeadCell>
        </TableHead>
        <TableBody>
          {orders.slice(0, SHOWN).map((one) => (
            <Row key={one.number}>
              <RowHead>
                <Link href={`/orders/${one.number}`}>{one.number}</Link>
              </RowHead>
              <Cell label="Status">
                <StatusTag status={one.status} headline={null} />
              </Cell>
              <Cell label="Supplier">{one.supplier}</Cell>
              <Cell label="Total with VAT" number>
                {one.gross === null ? HIDDEN_WORDS[one.hidden ?? 'role'] : formatPence(one.gross)}
              </Cell>
            </Row>
          ))}
        </TableBody>
        <TotalsRow>
          <RowHead colSpan={3}>{formatCounted(orders.length, 'order')}, with VAT</RowHead>
          <Cell label="Total with VAT" number>
            {formatPence(pence(total))}
          </Cell>
        </TotalsRow>
      </Table>
    </Section>
  )
}
