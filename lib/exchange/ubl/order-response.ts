import type { Gtin14 } from '#lib/values/codes.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'

/** The supplier's answer as a whole (UNCL4343): AB received, AP accepted as it stands, RE rejected, CA with changes. */
export type ResponseCode = 'AB' | 'AP' | 'RE' | 'CA'

/** The answer to a line (UNCL1229 codes 1, 3, 5, 7, 42). */
export type LineStatus = 'added' | 'changed' | 'accepted' | 'not accepted' | 'already delivered'

/** How the supplier names a product. A GTIN with a wrong check digit is dropped, not refused. */
export type ResponseItem = { name: string; sellersCode: string | null; gtin14: Gtin14 | null }

/** First and last day promised. */
export type Period = { from: LocalDate | null; to: LocalDate | null }

/** One line of the answer; several may answer the same order line (split deliveries). */
export type OrderResponseLine = {
  /** The answer's own numbering. */
  id: string
  orderLineId: string
  status: LineStatus
  /** Quantity the answer gives, in `unitCode`; null when it says nothing of it. */
  quantity: number | null
  unitCode: string | null
  /** How many will follow later; 0 means the rest will not come; null when it says nothing of it. */
  backorder: number | null
  /** Per unit of the quantity; null when it says nothing of it. */
  price: Price | null
  promised: Period | null
  note: string | null
  item: ResponseItem
  substitute: ResponseItem | null
}

/** A Peppol Order Response (transaction T76) in our own terms. */
export type OrderResponse = {
  id: string
  issueDate: LocalDate
  orderNumber: string
  /** The supplier's own number for the order. */
  supplierReference: string | null
  code: ResponseCode
  note: string | null
  sellerEndpoint: { scheme: string; id: string } | null
  buyerEndpoint: { scheme: string; id: string } | null
  sellerName: string | null
  promised: Period | null
  lines: readonly OrderResponseLine[]
}
