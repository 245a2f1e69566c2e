import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { NoteRow } from '#lib/orders/receive/notes.queries.ts'
import { formatCount, formatCounted, formatWhen } from '#lib/values/format.ts'

/** Goods received notes, newest first. */
export function NotesTable({ rows, now }: { rows: readonly NoteRow[]; now: Date }) {
  if (rows.length === 0) return <EmptyState>Nothing has been booked in yet.</EmptyState>
  return (
    <Table caption="Goods received notes, newest first">
      <TableHead>
        <HeadCell>Goods received note</HeadCell>
        <HeadCell>Supplier and store</HeadCell>
        <HeadCell>Booked in</HeadCell>
        <HeadCell number>Batches</HeadCell>
        <HeadCell number>Packs</HeadCell>
        <HeadCell>What was different</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <RowHead>
              <Link href={`/deliveries/${row.number}`}>{row.number}</Link>
              {row.deliveryNote !== '' && <Sub small>Delivery note {row.deliveryNote}</Sub>}
            </RowHead>
            <Cell label="From">
              {row.supplier}
              <Sub small>{row.store}</Sub>
            </Cell>
            <Cell label="Booked in">
              {formatWhen(row.receivedAt, now)}
              <Sub small>{row.receivedBy}</Sub>
            </Cell>
            <Cell number label="Batches">
              {formatCount(row.batches)}
            </Cell>
            <Cell number label="Packs">
              {formatCount(row.accepted)}
            </Cell>
            <Cell label="Different">{differences(row)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function differences(row: NoteRow): string {
  const parts = [
    row.reverses === null ? '' : `takes back ${row.reverses}`,
    row.reversed ? 'taken back' : '',
    row.rejected > 0 ? `${formatCounted(row.rejected, 'pack')} to go back` : '',
    row.quarantined > 0 ? `${formatCounted(row.quarantined, 'pack')} in quarantine` : '',
    row.over > 0 ? `${formatCounted(row.over, 'pack')} more than ordered` : '',
  ].filter((part) => part !== '')
  const text = parts.join(', ')
  return text === '' ? 'Nothing' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
