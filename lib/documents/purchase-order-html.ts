import { writeHtml } from './html-writer.ts'
import { type PurchaseOrderProps, purchaseOrderPage } from './purchase-order.ts'

/** A purchase order as a whole HTML page, in the words of its PDF. */
export function purchaseOrderHtml(props: PurchaseOrderProps): string {
  return writeHtml(purchaseOrderPage(props))
}
