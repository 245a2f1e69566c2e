import {
  type BasisPoints,
  lineNet,
  type Pence,
  type Price,
  pence,
  subtractPence,
  sumPence,
  vatOn,
} from '#lib/values/money.ts'

/** What a line's amounts are worked out from: price per pack ex VAT, packs, VAT rate in basis points. */
export type PricedLine = { price: Price; packs: number; vatRate: BasisPoints }

/** A line's amounts in whole pence. */
export type LineAmounts = { net: Pence; vat: Pence }

/** What the trust agreed with a supplier: below `minimumOrder` (pence ex VAT) an order costs `carriage` (pence ex VAT). */
export type OrderTerms = { minimumOrder: Pence; carriage: Pence }

/** The totals of an order in whole pence: `gross` = net + carriage + vat. */
export type OrderTotals = {
  lines: number
  /** Of the goods, ex VAT. */
  net: Pence
  /** Ex VAT; 0 from the minimum on. */
  carriage: Pence
  /** Of the goods line by line, and of the carriage. */
  vat: Pence
  gross: Pence
  /** How much the goods fall short of the supplier's minimum; 0 when they reach it. */
  belowMinimum: Pence
}

/** Net and VAT of one line, each rounded once. VAT is worked out line by line and then added up. */
export function lineAmounts(line: PricedLine): LineAmounts {
  const net = lineNet(line.price, line.packs)
  return { net, vat: vatOn(net, line.vatRate) }
}

/**
 * Totals of an order from its lines' amounts already added up. Goods below the supplier's minimum cost carriage, which
 * bears VAT like the goods it brings (`carriageVatRate`); an order without lines costs nothing.
 */
export function totalsOf(
  sums: { lines: number; net: Pence; vat: Pence },
  terms: OrderTerms,
  carriageVatRate: BasisPoints,
): OrderTotals {
  const { lines, net } = sums
  const short = lines > 0 && net < terms.minimumOrder
  const carriage = short ? terms.carriage : pence(0)
  const vat = sumPence([sums.vat, vatOn(carriage, carriageVatRate)])
  return {
    lines,
    net,
    carriage,
    vat,
    gross: sumPence([net, carriage, vat]),
    belowMinimum: short ? subtractPence(terms.minimumOrder, net) : pence(0),
  }
}

/** Totals of an order from its lines. */
export function orderTotals(
  lines: readonly PricedLine[],
  terms: OrderTerms,
  carriageVatRate: BasisPoints,
): OrderTotals {
  const amounts = lines.map(lineAmounts)
  const net = sumPence(amounts.map((one) => one.net))
  return totalsOf({ lines: lines.length, net, vat: sumPence(amounts.map((one) => one.vat)) }, terms, carriageVatRate)
}
