import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { DocumentKind } from '#lib/documents/document.store.ts'
import type { SendPage } from '#lib/orders/send/send.queries.ts'
import { formatDateTime, formatFileSize } from '#lib/values/format.ts'

const KINDS: Record<DocumentKind, string> = {
  order_pdf: 'Purchase order, PDF',
  order_html: 'Purchase order, as a page',
  order_ubl: 'Purchase order, Peppol message',
  answer_ubl: 'Supplier’s answer, Peppol message',
  message_text: 'Text of the e-mail',
  requisition_pdf: 'Requisition, PDF',
  requisition_html: 'Requisition, as a page',
  grn_pdf: 'Goods received note, PDF',
  grn_html: 'Goods received note, as a page',
}

/** The papers of an order exactly as they were made, each with its size and its SHA-256. */
export function Papers({ page }: { page: SendPage }) {
  if (page.documents.length === 0) {
    return <EmptyState>The purchase order is made when it is sent, and kept as it left.</EmptyState>
  }
  return (
    <Table caption="Papers of this order, newest first" density="desk" wide>
      <TableHead>
        <HeadCell>Paper</HeadCell>
        <HeadCell>Made</HeadCell>
        <HeadCell number>Size</HeadCell>
        <HeadCell>SHA-256</HeadCell>
      </TableHead>
      <TableBody>
        {page.documents.map((one) => (
          <Row key={one.id}>
            <RowHead>
              {one.size === null ? (
                <>{KINDS[one.kind]}: not shown to your role</>
              ) : (
                <Link href={`/orders/${page.number}/documents/${one.id}`}>{KINDS[one.kind]}</Link>
              )}
              {one.version !== null && <span className="app-pack">, version {one.version}</span>}
            </RowHead>
            <Cell label="Made">{formatDateTime(one.madeAt)}</Cell>
            <Cell number label="Size">
              {one.size === null ? 'Not shown' : formatFileSize(one.size)}
            </Cell>
            <Cell label="SHA-256">
              {one.sha256 === null ? 'Not shown' : <span className="app-code">{one.sha256}</span>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
