import { type CdRequisitionProps, cdRequisitionPage } from './cd-requisition.ts'
import { writePdf } from './pdf-writer.ts'

/** A requisition for controlled drugs as a tagged PDF. The same props give the same bytes, so its SHA-256 can be kept. */
export async function cdRequisitionPdf(props: CdRequisitionProps): Promise<Uint8Array> {
  return writePdf(cdRequisitionPage(props))
}
