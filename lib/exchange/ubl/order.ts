import type { LocalDate } from '#lib/values/dates.ts'
import {
  addPence,
  type BasisPoints,
  lineNet,
  type Pence,
  type Price,
  pence,
  sumPence,
  vatOn,
} from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'

/** An electronic address in the Peppol network: scheme from the EAS list (0088 is GLN, 9932 a UK VAT number) and id. */
export type PeppolEndpoint = { scheme: string; id: string }

/** A postal address in the pieces UBL wants. `street` holds at most three lines; country is ISO 3166 alpha-2. */
export type UblAddress = { street: readonly string[]; city: string; postcode: string; country: string }

/** A party of the order. */
export type OrderParty = {
  name: string
  endpoint: PeppolEndpoint | null
  gln: string | null
  /** With its country in front: GB654434022. */
  vatNumber: string | null
  address: UblAddress | null
  contact: { name: string; telephone: string; email: string } | null
}

/** One order line. Prices exclude VAT; VAT rates are basis points. */
export type OrderMessageLine = {
  /** Unique in the order; the supplier's answer refers to it. */
  id: string
  name: string
  packs: Packs
  price: Price
  vatRate: BasisPoints
  note: string | null
  /** The trust's own code for the product (NPC or store code). */
  buyersCode: string | null
  sellersCode: string | null
  /** Sent only when its check digit is good. */
  gtin: string | null
  /** dm+d ids; AMPP is the pack ordered. */
  dmd: { ampp: string; vmpp: string | null; amp: string | null; vmp: string | null }
  /** Contents of a pack in words: "28 tablet". */
  packText: string | null
  contract: string | null
}

/** A Peppol order (BIS Ordering 3, transaction T01) in our own terms. Currency is GBP. */
export type OrderMessage = {
  number: string
  /** Number of the order that this one stands in for, after the supplier rejected it. */
  replaces: string | null
  issueDate: LocalDate
  /** London time, HH:MM:SS. */
  issueTime: string | null
  /** The supplier should answer by this day. */
  validUntil: LocalDate | null
  note: string | null
  customerReference: string | null
  /** Cost centre and account, to be repeated on the invoice. */
  accountingCost: string | null
  requisition: string | null
  buyer: OrderParty
  seller: OrderParty
  /** Named in the message only when it has an endpoint and an address of its own. */
  invoiceTo: OrderParty | null
  delivery: { name: string; gln: string | null; address: UblAddress; from: LocalDate | null; to: LocalDate | null }
  /** Charged below the minimum order value: net in pence, VAT in basis points; null when there is none. */
  carriage: { net: Pence; vatRate: BasisPoints } | null
  lines: readonly OrderMessageLine[]
}

/** Whether an invoice address is complete enough to be named in the message. */
export function canBeInvoiced(party: OrderParty | null): party is OrderParty {
  return party !== null && party.endpoint !== null && party.address !== null
}

/** The amounts of an order: nets and VAT line by line (and for carriage), added up. */
export type OrderMessageTotals = { lines: Pence; carriage: Pence; net: Pence; vat: Pence; gross: Pence }

/** Totals computed from the message itself: VAT per line, rounded once each, then summed. */
export function orderMessageTotals(message: Pick<OrderMessage, 'lines' | 'carriage'>): OrderMessageTotals {
  const nets = message.lines.map((line) => lineNet(line.price, line.packs))
  const vats = message.lines.map((line) => vatOn(lineNet(line.price, line.packs), line.vatRate))
  const carriage = message.carriage?.net ?? pence(0)
  const lines = sumPence(nets)
  const net = addPence(lines, carriage)
  const vat = sumPence([...vats, message.carriage ? vatOn(carriage, message.carriage.vatRate) : pence(0)])
  return { lines, carriage, net, vat, gross: addPence(net, vat) }
}

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i

/**
 * A UK address kept as lines ("1 Example Road", "Exampleton", "EX1 1EX") in the pieces UBL wants: the postcode is the
 * last line that looks like one, the line before it the city, the rest the street. Country is GB.
 */
export function ukAddress(lines: readonly string[]): UblAddress {
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '')
  const at = filled.findLastIndex((line) => POSTCODE.test(line))
  const postcode = at === -1 ? '' : (filled[at] ?? '').toUpperCase()
  const rest = at === -1 ? filled : filled.toSpliced(at, 1)
  const city = rest.length > 1 ? (rest.at(-1) ?? '') : ''
  const street = rest.length > 1 ? rest.slice(0, -1) : rest
  const three = street.length > 3 ? [...street.slice(0, 2), street.slice(2).join(', ')] : street
  return { street: three, city, postcode, country: 'GB' }
}
