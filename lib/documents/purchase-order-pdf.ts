import { writePdf } from './pdf-writer.ts'
import { type PurchaseOrderProps, purchaseOrderPage } from './purchase-order.ts'

/** A purchase order as a tagged PDF. The same props give the same bytes, so its SHA-256 can be kept. */
export async function purchaseOrderPdf(props: PurchaseOrderProps): Promise<Uint8Array> {
  return writePdf(purchaseOrderPage(props))
}
