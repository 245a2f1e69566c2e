import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { refusalWords } from '#lib/several/outcome.rules.ts'
import type { ChosenOrder } from '#lib/several/several.queries.ts'
import type { Sorted } from '#lib/several/several.rules.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

const SHOWN = 50

/** The chosen orders that an act is not for, each with the reason. */
export function LeftOut({ not }: { not: Sorted<ChosenOrder>['not'] }) {
  const rest = not.length - SHOWN
  return (
    <Section
      id="left-out"
      title={`${formatCounted(not.length, 'order')} left out`}
      lead={rest > 0 ? `The first ${SHOWN} are listed; ${formatCount(rest)} more are left out, too.` : undefined}
    >
      <Table caption="Chosen orders that are left out" density="desk">
        <TableHead>
          <HeadCell>Order</HeadCell>
          <HeadCell>Supplier</HeadCell>
          <HeadCell>Why</HeadCell>
        </TableHead>
        <TableBody>
          {not.slice(0, SHOWN).map(({ order, refusal }) => (
            <Row key={order.number}>
              <RowHead>
                <Link href={`/orders/${order.number}`}>{order.number}</Link>
              </RowHead>
              <Cell label="Supplier">{order.supplier}</Cell>
              <Cell label="Why">{refusalWords(refusal)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
