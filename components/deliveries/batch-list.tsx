import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { BatchReceipt, BatchSearch, FoundBatch } from '#lib/orders/receive/batch.queries.ts'
import { formatCounted, formatDate, formatDateOf, formatMilli } from '#lib/values/format.ts'

const NOTES = 5

/** Batches that were found: what came of each and where it is now. */
export function BatchList({ q, found, stockShown }: { q: string; found: BatchSearch; stockShown: boolean }) {
  if (q === '') return <EmptyState>Enter a batch number or a product, or scan a pack.</EmptyState>
  if (found.batches.length === 0) {
    return (
      <EmptyState title={`Nothing is known of “${q}”`}>Check the number, or look for the product’s name.</EmptyState>
    )
  }
  return (
    <>
      <Table caption={`Batches found for ${q}`}>
        <TableHead>
          <HeadCell>Batch</HeadCell>
          <HeadCell>Product and pack</HeadCell>
          <HeadCell>Expires</HeadCell>
          <HeadCell>Booked in</HeadCell>
          <HeadCell>In stock</HeadCell>
        </TableHead>
        <TableBody>
          {found.batches.map((batch) => (
            <Row key={`${batch.amppId} ${batch.batch}`}>
              <RowHead>{batch.batch || 'Without a number'}</RowHead>
              <Cell label="Product">
                {batch.product}, {batch.packText}
                <Sub small>{batch.maker}</Sub>
              </Cell>
              <Cell label="Expires">{batch.expiry ? formatDate(batch.expiry) : 'Not known'}</Cell>
              <Cell label="Booked in">
                <Receipts receipts={batch.receipts} />
              </Cell>
              <Cell label="In stock">{stockShown ? <Stock batch={batch} /> : 'Not shown to your role'}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {found.more && <p>More fit. Enter more of the number.</p>}
    </>
  )
}

function Receipts({ receipts }: { receipts: readonly BatchReceipt[] }) {
  if (receipts.length === 0) return <>Never through here</>
  return (
    <ul>
      {receipts.slice(0, NOTES).map((one) => (
        <li key={`${one.number} ${one.orderNumber}`}>
          <Link href={`/deliveries/${one.number}`}>{one.number}</Link>
          <Sub small>
            {formatCounted(one.accepted, 'pack')}
            {one.rejected > 0 && `, ${formatCounted(one.rejected, 'pack')} sent back`}
            {one.over > 0 && `, ${formatCounted(one.over, 'pack')} beyond the order`}
            {one.quarantined && ', in quarantine'}
            {one.reversal && ', taken back'}, {one.supplier}, {formatDateOf(one.receivedAt)}
          </Sub>
        </li>
      ))}
      {receipts.length > NOTES && <li>And {formatCounted(receipts.length - NOTES, 'earlier note')}</li>}
    </ul>
  )
}

function Stock({ batch }: { batch: FoundBatch }) {
  if (batch.stock.length === 0) return <>None</>
  return (
    <ul>
      {batch.stock.map((one) => (
        <li key={`${one.store} ${one.quarantined}`}>
          {formatMilli(one.units)} {batch.unitName}
          {one.units === 1000 ? '' : 's'}
          <Sub small>
            {one.store}
            {one.quarantined && ', in quarantine'}
          </Sub>
        </li>
      ))}
    </ul>
  )
}
