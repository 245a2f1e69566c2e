import 'server-only'
import type { NewDocument } from '#lib/documents/document.store.ts'
import { purchaseOrderHtml } from '#lib/documents/purchase-order-html.ts'
import { purchaseOrderPdf } from '#lib/documents/purchase-order-pdf.ts'
import { missingForPeppol } from '#lib/exchange/ubl/order.rules.ts'
import { writeOrder } from '#lib/exchange/ubl/write-order.ts'
import { letterOf, writeLetter } from './letter.rules.ts'
import type { OrderPapers, PapersOf } from './order-papers.queries.ts'

/**
 * Writes the papers of one message: the order as PDF with its HTML twin, the text of the mail, and for an order whose
 * two sides have all that Peppol asks for, the UBL message. A change or cancellation has no UBL: those are messages of
 * the advanced ordering profile, which suppliers must have agreed to.
 */
export async function writePapers(
  papers: OrderPapers,
  of: PapersOf & { transmissionId: string },
): Promise<NewDocument[]> {
  const { props, message } = papers
  const { orderId, version, transmissionId, kind } = of
  const about = { orderId, version, transmissionId }
  const name = `${props.number}-v${version}${kind === 'cancellation' ? '-cancellation' : ''}`
  const xml = kind === 'order' && missingForPeppol(message).length === 0
  const bytes = (text: string) => Buffer.from(text, 'utf8')
  return [
    {
      ...about,
      kind: 'order_pdf',
      fileName: `${name}.pdf`,
      mediaType: 'application/pdf',
      content: await purchaseOrderPdf(props),
    },
    {
      ...about,
      kind: 'order_html',
      fileName: `${name}.html`,
      mediaType: 'text/html',
      content: bytes(purchaseOrderHtml(props)),
    },
    {
      ...about,
      kind: 'message_text',
      fileName: `${name}.txt`,
      mediaType: 'text/plain',
      content: bytes(writeLetter(letterOf(props, { xml }))),
    },
    ...(xml
      ? [
          {
            ...about,
            kind: 'order_ubl' as const,
            fileName: 'order.xml',
            mediaType: 'application/xml',
            content: bytes(writeOrder(message)),
          },
        ]
      : []),
  ]
}
