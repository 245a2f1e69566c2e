import { type CdRequisitionProps, cdRequisitionPage } from './cd-requisition.ts'
import { writeHtml } from './html-writer.ts'

/** A requisition for controlled drugs as a whole HTML page, in the words of its PDF. */
export function cdRequisitionHtml(props: CdRequisitionProps): string {
  return writeHtml(cdRequisitionPage(props))
}
