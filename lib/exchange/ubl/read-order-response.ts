import { ok, type Result } from '#lib/result.ts'
import { gtin14 } from '#lib/values/codes.ts'
import { isLocalDate, type LocalDate } from '#lib/values/dates.ts'
import { type Price, price, roundedDivision } from '#lib/values/money.ts'
import { all, readXml, refuseXml, textAt, type XmlNode, type XmlRefusal } from '../xml/read.ts'
import type {
  LineStatus,
  OrderResponse,
  OrderResponseLine,
  Period,
  ResponseCode,
  ResponseItem,
} from './order-response.ts'

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2'
const CODES: readonly string[] = ['AB', 'AP', 'RE', 'CA'] satisfies ResponseCode[]
const STATUSES: Record<string, LineStatus> = {
  1: 'added',
  3: 'changed',
  5: 'accepted',
  7: 'not accepted',
  42: 'already delivered',
}

/** Thrown inside this file only and turned into a refusal at its door. */
class Unusable extends Error {
  readonly problem: 'MISSING' | 'BAD_VALUE'
  readonly what: string
  constructor(problem: 'MISSING' | 'BAD_VALUE', what: string) {
    super(what)
    this.problem = problem
    this.what = what
  }
}

function needed(node: XmlNode, what: string, ...path: readonly string[]): string {
  const text = textAt(node, ...path)
  if (text === null) throw new Unusable('MISSING', what)
  return text
}

function whole(text: string | null, what: string): number | null {
  if (text === null) return null
  const match = /^(\d{1,9})(?:\.0+)?$/.exec(text)
  if (!match) throw new Unusable('BAD_VALUE', `${what} ${text}`)
  return Number(match[1])
}

function day(text: string | null): LocalDate | null {
  if (text === null) return null
  if (!isLocalDate(text)) throw new Unusable('BAD_VALUE', `date ${text}`)
  return text
}

function period(node: XmlNode, ...path: readonly string[]): Period | null {
  const [found] = all(node, ...path)
  return found ? { from: day(textAt(found, 'StartDate')), to: day(textAt(found, 'EndDate')) } : null
}

/** Exact decimal text as a whole number of 10⁻ᵖˡᵃᶜᵉˢ. */
function scaled(text: string, places: number, what: string): bigint {
  const match = /^(\d{1,12})(?:\.(\d{1,20}))?$/.exec(text)
  if (!match) throw new Unusable('BAD_VALUE', `${what} ${text}`)
  const fraction = (match[2] ?? '').padEnd(places + 1, '0')
  const exact = BigInt(`${match[1]}${fraction}`)
  return roundedDivision(exact, 10n ** BigInt(fraction.length - places))
}

function unitPrice(line: XmlNode): Price | null {
  const [amount] = all(line, 'Price', 'PriceAmount')
  if (!amount) return null
  const currency = amount.attributes.currencyID
  if (currency !== undefined && currency !== 'GBP') throw new Unusable('BAD_VALUE', `currency ${currency}`)
  const base = scaled(textAt(line, 'Price', 'BaseQuantity') ?? '1', 6, 'base quantity')
  if (base === 0n) throw new Unusable('BAD_VALUE', 'base quantity 0')
  const perBase = scaled(amount.text.trim(), 10, 'price')
  return price(roundedDivision(perBase, base))
}

function item(node: XmlNode | undefined): ResponseItem {
  if (!node) return { name: '', sellersCode: null, gtin14: null }
  return {
    name: textAt(node, 'Name') ?? '',
    sellersCode: textAt(node, 'SellersItemIdentification', 'ID'),
    gtin14: gtin14(textAt(node, 'StandardItemIdentification', 'ID') ?? ''),
  }
}

function line(node: XmlNode): OrderResponseLine {
  const [lineItem] = all(node, 'LineItem')
  if (!lineItem) throw new Unusable('MISSING', 'line item in one of its lines')
  const id = needed(lineItem, 'number in one of its lines', 'ID')
  const statusCode = needed(lineItem, `status in line ${id}`, 'LineStatusCode')
  const status = STATUSES[statusCode]
  if (!status) throw new Unusable('BAD_VALUE', `status ${statusCode} in line ${id}`)
  const [substitute] = all(node, 'SellerSubstitutedLineItem', 'Item')
  return {
    id,
    orderLineId: needed(node, `order line reference in line ${id}`, 'OrderLineReference', 'LineID'),
    status,
    quantity: whole(textAt(lineItem, 'Quantity'), `quantity in line ${id}:`),
    unitCode: all(lineItem, 'Quantity')[0]?.attributes.unitCode ?? null,
    backorder: whole(textAt(lineItem, 'MaximumBackorderQuantity'), `back order in line ${id}:`),
    price: unitPrice(lineItem),
    promised: period(lineItem, 'Delivery', 'PromisedDeliveryPeriod'),
    note: textAt(lineItem, 'Note') ?? textAt(node, 'Note'),
    item: item(all(lineItem, 'Item')[0]),
    substitute: substitute ? item(substitute) : null,
  }
}

function endpoint(root: XmlNode, party: string): { scheme: string; id: string } | null {
  const [node] = all(root, party, 'Party', 'EndpointID')
  return node ? { scheme: node.attributes.schemeID ?? '', id: node.text.trim() } : null
}

function response(root: XmlNode): OrderResponse {
  const code = needed(root, 'answer code', 'OrderResponseCode')
  if (!CODES.includes(code)) throw new Unusable('BAD_VALUE', `answer code ${code}`)
  const issueDate = day(needed(root, 'date', 'IssueDate'))
  if (issueDate === null) throw new Unusable('MISSING', 'date')
  return {
    id: needed(root, 'number', 'ID'),
    issueDate,
    orderNumber: needed(root, 'order reference', 'OrderReference', 'ID'),
    supplierReference: textAt(root, 'SalesOrderID'),
    code: code as ResponseCode,
    note: textAt(root, 'Note'),
    sellerEndpoint: endpoint(root, 'SellerSupplierParty'),
    buyerEndpoint: endpoint(root, 'BuyerCustomerParty'),
    sellerName: textAt(root, 'SellerSupplierParty', 'Party', 'PartyLegalEntity', 'RegistrationName'),
    promised: period(root, 'Delivery', 'PromisedDeliveryPeriod'),
    lines: all(root, 'OrderLine').map(line),
  }
}

/**
 * Reads a Peppol Order Response (UBL 2.1, transaction T76). Tolerates what suppliers get wrong without harm (a GTIN with
 * a wrong check digit, missing names); refuses what would have to be guessed: another document, another currency, a
 * fraction of a pack, a date that does not exist, a line that refers to no order line.
 */
export function readOrderResponse(source: string | Uint8Array): Result<OrderResponse, XmlRefusal> {
  const root = readXml(source)
  if (!root.ok) return root
  if (root.value.name !== 'OrderResponse' || root.value.namespace !== NAMESPACE) {
    return refuseXml('WRONG_KIND', 'an order response')
  }
  try {
    return ok(response(root.value))
  } catch (unusable) {
    if (unusable instanceof Unusable) return refuseXml(unusable.problem, unusable.what)
    throw unusable
  }
}
