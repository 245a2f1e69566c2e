import { type BasisPoints, type Pence, type Price, price, sumPence, vatOn } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { type LineAmounts, lineAmounts } from './order.totals.ts'

/** What a line of a sent order binds the trust to. Packs; price per pack ex VAT. */
export type CommittedLine = { price: Price; packs: number; closed: number; vatRate: BasisPoints }

/** What a stored line binds the trust to. */
export function commitmentOf(line: {
  price: bigint
  packs: number
  closedPacks: number
  vatRate: BasisPoints
}): CommittedLine {
  return { price: price(line.price), packs: line.packs, closed: line.closedPacks, vatRate: line.vatRate }
}

/** Packs of a line that came or may still come: those ordered without what was closed or handed on to another line. */
export function committedPacks(line: Pick<CommittedLine, 'packs' | 'closed'>): number {
  return Math.max(0, line.packs - line.closed)
}

/** What a line still costs: its committed packs at its price. */
export function committedAmounts(line: CommittedLine): LineAmounts {
  return lineAmounts({ price: line.price, packs: packs(committedPacks(line)), vatRate: line.vatRate })
}

/**
 * The totals of a later version of an order, over what its lines still bind the trust to; whole pence. Carriage stays as
 * it was agreed when the order was placed.
 */
export function committedTotals(
  lines: readonly CommittedLine[],
  carriage: Pence,
  carriageVatRate: BasisPoints,
): { lines: number; net: Pence; carriage: Pence; vat: Pence; gross: Pence } {
  const live = lines.filter((line) => committedPacks(line) > 0)
  const amounts = live.map(committedAmounts)
  const net = sumPence(amounts.map((one) => one.net))
  const vat = sumPence([...amounts.map((one) => one.vat), vatOn(carriage, carriageVatRate)])
  return { lines: live.length, net, carriage, vat, gross: sumPence([net, carriage, vat]) }
}
