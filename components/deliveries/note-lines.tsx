import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { NoteLine, NotePage } from '#lib/orders/receive/note.queries.ts'
import { VARIANCE_NAMES } from '#lib/orders/receive/variance.rules.ts'
import { formatCount, formatCounted, formatDate, formatDateOf } from '#lib/values/format.ts'
import { celsius } from './product-words.tsx'

/** The batches of a goods received note, in packs. */
export function NoteLines({ note, orderLinks }: { note: NotePage; orderLinks: boolean }) {
  const sum = (of: (line: NoteLine) => number) => formatCount(note.lines.reduce((total, line) => total + of(line), 0))
  return (
    <Table caption="Batches booked in, in packs" density="desk">
      <TableHead>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell>Order</HeadCell>
        <HeadCell>Batch</HeadCell>
        <HeadCell>Expires</HeadCell>
        <HeadCell number>Accepted</HeadCell>
        <HeadCell number>Sent back</HeadCell>
        <HeadCell number>Beyond order</HeadCell>
        <HeadCell>Remarks</HeadCell>
      </TableHead>
      <TableBody>
        {note.lines.map((line) => (
          <Row key={line.id}>
            <RowHead>
              {line.product}
              <Sub small>
                {line.packText}, {line.maker}
              </Sub>
            </RowHead>
            <Cell label="Order">
              <span className="app-nowrap">
                {orderLinks ? <Link href={`/orders/${line.orderNumber}`}>{line.orderNumber}</Link> : line.orderNumber}
              </span>
              <Sub small>Line {line.lineNo}</Sub>
            </Cell>
            <Cell label="Batch">{line.batch || 'Not recorded'}</Cell>
            <Cell label="Expires">{line.expiry ? formatDate(line.expiry) : 'Not recorded'}</Cell>
            <Cell number label="Accepted">
              {formatCount(line.accepted)}
              {gone(line) > 0 && <Sub small>{formatCount(line.accepted - gone(line))} kept</Sub>}
            </Cell>
            <Cell number label="Sent back">
              {formatCount(line.rejected + gone(line, 'return'))}
              {gone(line, 'return') > 0 && <Sub small>{formatCount(gone(line, 'return'))} from quarantine</Sub>}
            </Cell>
            <Cell number label="Beyond order">
              {formatCount(line.over)}
            </Cell>
            <Cell label="Remarks">{remarks(line)}</Cell>
          </Row>
        ))}
      </TableBody>
      <TotalsRow>
        <RowHead colSpan={4}>All batches</RowHead>
        <Cell number label="Accepted">
          {sum((line) => line.accepted)}
        </Cell>
        <Cell number label="Sent back">
          {sum((line) => line.rejected + gone(line, 'return'))}
        </Cell>
        <Cell number label="Beyond order">
          {sum((line) => line.over)}
        </Cell>
        <Cell label="Remarks">{formatCounted(note.lines.length, 'batch', 'batches')}</Cell>
      </TotalsRow>
    </Table>
  )
}

/** Packs that were booked in and left again from quarantine: in all, or by one of the two ways. */
function gone({ apart }: NoteLine, way?: 'return' | 'destroy'): number {
  const left = apart?.decisions.filter((one) => (way ? one.outcome === way : one.outcome !== 'release')) ?? []
  return left.reduce((sum, one) => sum + one.packs, 0)
}

/** Every decision by which packs left again: how many, when and why. */
function goneWords({ apart }: NoteLine): string[] {
  return (apart?.decisions ?? [])
    .filter((one) => one.outcome !== 'release')
    .map((one) => {
      const what = one.outcome === 'return' ? 'sent back' : 'destroyed'
      return `${formatCounted(one.packs, 'pack')} ${what} ${formatDateOf(one.at)}: ${one.reason.replace(/[.\s]*$/, '')}`
    })
}

/** What is in quarantine still, or that it was. */
function quarantineWords({ apart }: NoteLine): string {
  return apart && apart.left === 0 ? 'Was in quarantine' : 'In quarantine'
}

function remarks(line: NoteLine): string {
  const parts = [
    line.variance ? VARIANCE_NAMES[line.variance] : '',
    line.fridgeTenths === null ? '' : `Came at ${celsius(line.fridgeTenths)}`,
    line.quarantined ? quarantineWords(line) : '',
    ...goneWords(line),
    line.note,
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'None' : parts.join('. ')
}
