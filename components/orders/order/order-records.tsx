import Link from 'next/link'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import { formatCounted, formatDateTime, formatDayTime, formatFileSize } from '#lib/values/format.ts'

const DOCUMENTS: Record<string, string> = {
  order_pdf: 'Purchase order, PDF',
  order_html: 'Purchase order, page',
  order_ubl: 'Purchase order, Peppol message',
  message_text: 'Text of the e-mail',
  requisition_pdf: 'Controlled drug requisition, PDF',
  requisition_html: 'Controlled drug requisition, page',
  grn_pdf: 'Goods received note, PDF',
  grn_html: 'Goods received note, page',
  answer_ubl: 'Supplier’s answer, Peppol message',
}

/**
 * The documents of an order, exactly as they left or were made, each with its fingerprint. Those with prices are not
 * opened by roles that may not see them.
 */
export function OrderDocuments({ order }: { order: OrderPage }) {
  if (order.documents.length === 0)
    return <EmptyState>No document yet. The purchase order is made when it is sent.</EmptyState>
  return (
    <Table caption="Documents of this order, newest first" density="desk">
      <TableHead>
        <HeadCell>Document</HeadCell>
        <HeadCell>Made</HeadCell>
        <HeadCell>Fingerprint (SHA-256)</HeadCell>
        <HeadCell>Read</HeadCell>
      </TableHead>
      <TableBody>
        {order.documents.map((document) => (
          <Row key={document.id}>
            <RowHead>
              {DOCUMENTS[document.kind] ?? document.kind}
              {document.version !== null && <span className="app-pack">, version {document.version}</span>}
            </RowHead>
            <Cell label="Made">{formatDayTime(document.madeAt)}</Cell>
            <Cell label="Fingerprint">
              {document.sha256 === null ? (
                'Not shown to your role'
              ) : (
                <span className="app-code" title={document.sha256}>
                  {document.sha256.slice(0, 12)}…
                </span>
              )}
            </Cell>
            <Cell label="Read">
              {document.size === null ? (
                'It shows prices: not for your role'
              ) : (
                <Link href={`/orders/${order.number}/documents/${document.id}`} prefetch={false}>
                  {document.mediaType === 'text/html' ? 'Page' : 'File'}, {formatFileSize(document.size)}
                </Link>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** Deliveries booked in against an order; `own`: the reader could book in, but raised it; `linked`: may open the notes. */
export function OrderReceipts({ order, own, linked }: { order: OrderPage; own: boolean; linked: boolean }) {
  const why = own && order.status === 'sent' && order.progress.outstandingPacks > 0 && (
    <p className="app-2">You raised or changed this order, so somebody else books it in.</p>
  )
  if (order.receipts.length === 0)
    return (
      <>
        <EmptyState>Nothing has been booked in yet.</EmptyState>
        {why}
      </>
    )
  return (
    <>
      {why}
      <Receipts order={order} linked={linked} />
    </>
  )
}

function Receipts({ order, linked }: { order: OrderPage; linked: boolean }) {
  return (
    <Table caption="Deliveries booked in, newest first" density="desk">
      <TableHead>
        <HeadCell>Goods received note</HeadCell>
        <HeadCell>Booked in</HeadCell>
        <HeadCell>By</HeadCell>
        <HeadCell number>Packs</HeadCell>
      </TableHead>
      <TableBody>
        {order.receipts.map((receipt) => (
          <Row key={receipt.id}>
            <RowHead>
              {linked ? <Link href={`/deliveries/${receipt.number}`}>{receipt.number}</Link> : receipt.number}
              {receipt.reversal && <span className="app-pack">, reversal</span>}
              {receipt.reversed && <span className="app-pack">, reversed</span>}
            </RowHead>
            <Cell label="Booked in">{formatDayTime(receipt.receivedAt)}</Cell>
            <Cell label="By">{receipt.receivedBy}</Cell>
            <Cell number label="Packs">
              {formatCounted(receipt.packs, 'pack')}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** What happened to an order, newest first. */
export function OrderHistory({ order }: { order: OrderPage }) {
  if (order.history.length === 0) return <EmptyState>History begins when the order is submitted.</EmptyState>
  return (
    <Table caption="What happened, newest first" density="desk">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>Who</HeadCell>
      </TableHead>
      <TableBody>
        {order.history.map((entry) => (
          <Row key={entry.seq}>
            <Cell label="When" className="app-nowrap">
              {formatDateTime(entry.at)}
            </Cell>
            <RowHead>
              {entry.words}
              {entry.detail && <span className="app-sub">{entry.detail}</span>}
            </RowHead>
            <Cell label="Who">{entry.who}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
