import type { Confidentiality } from '#lib/contracts/award.rules.ts'
import type { PriceStep } from '#lib/contracts/dated.rules.ts'
import { type PriceSight, seesPrice } from '#lib/contracts/sight.rules.ts'
import { addMonths, inRange, type LocalDate, startOfMonth } from '#lib/values/dates.ts'
import { formatDate, formatPercent, formatUnitPrice } from '#lib/values/format.ts'
import { type Price, perUnit } from '#lib/values/money.ts'
import { aUnit } from '#lib/values/units.ts'

/** Days on which one contract was, is or will be the first to use. Prices are null where they are not shown, or none holds. */
export type HistoryStep = {
  from: LocalDate
  to: LocalDate
  contract: { id: string; name: string; holder: string; packText: string; confidentiality: Confidentiality } | null
  price: Price | null
  /** Of one unit, rounded: for the eye. */
  each: Price | null
}

/** What a trust paid in a month: orders by the day they were approved. `each`: of one unit, null where not shown. */
export type PaidMonth = { month: LocalDate; lines: number; unitsMilli: number; each: Price | null }

/** The price of one unit of a medicine over time. */
export type PriceHistory = {
  from: LocalDate
  today: LocalDate
  to: LocalDate
  unitName: string
  steps: HistoryStep[]
  paid: PaidMonth[]
}

/** A step as a role may see it. */
export function historyStep(
  { from, to, award }: PriceStep,
  { sight, packText }: { sight: PriceSight; packText: (amppId: string) => string },
): HistoryStep {
  if (!award) return { from, to, contract: null, price: null, each: null }
  const sees = seesPrice(sight, award.confidentiality)
  return {
    from,
    to,
    contract: {
      id: award.id,
      name: award.lot === '' ? award.reference : `${award.reference} lot ${award.lot}`,
      holder: award.holder.name,
      packText: packText(award.amppId),
      confidentiality: award.confidentiality,
    },
    price: sees ? award.price : null,
    each: sees ? perUnit({ price: award.price, milliUnits: award.unitsMilli }) : null,
  }
}

/** What the history shows, in one sentence, of the prices that are shown: how today's stands to the first one, or what is to come. */
export function historyHeadline(history: PriceHistory): string {
  const { steps, today, unitName } = history
  const now = steps.find((step) => inRange(today, step.from, step.to))
  const unit = aUnit(unitName)
  if (now?.contract && now.each === null) return 'The contract price is not shown to your role'
  const next = steps.find((step) => step.from > today && step.contract?.id !== now?.contract?.id)
  if (!now || now.each === null) {
    return next?.each != null
      ? `From ${formatDate(next.from)} a contract gives ${formatUnitPrice(next.each)} ${unit}`
      : 'No contract gives a price today'
  }
  const first = steps.find((step) => step.each !== null)
  if (next && !next.contract)
    return `${formatUnitPrice(now.each)} ${unit} until ${formatDate(now.to)}, then no contract`
  if (next?.each != null && next.each !== now.each) {
    return `${formatUnitPrice(now.each)} ${unit}, and ${formatUnitPrice(next.each)} from ${formatDate(next.from)}`
  }
  if (!first || first === now || first.each === null || first.each === now.each) {
    return `${formatUnitPrice(now.each)} ${unit} on contract, unchanged since ${formatDate(first?.from ?? now.from)}`
  }
  const by = formatPercent(Math.abs(now.each - first.each), first.each)
  const way = now.each > first.each ? 'risen' : 'fallen'
  return `The contract price has ${way} by ${by} since ${formatDate(first.from)}, to ${formatUnitPrice(now.each)} ${unit}`
}

/** A scale over at least a fifth of the largest value, whose ends and marks are round numbers, in ten-thousandths of a pound, around all the values. */
export function roundScale(values: readonly number[], marks = 4): { from: number; to: number; step: number } {
  const most = Math.max(1, ...values)
  const least = Math.min(most, ...values)
  // a few per cent fill no drawing from foot to head
  const from = least < most * 0.6 ? 0 : Math.min(least, Math.floor(most * 0.8))
  const rough = Math.max(1, (most - from || most) / marks)
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((times) => times * size >= rough) ?? 10) * size)
  const foot = Math.floor(from / step) * step
  const start = foot === from && from > 0 && most === from ? Math.max(0, foot - step) : foot
  return { from: start, to: Math.max(start + step, Math.ceil(most / step) * step), step }
}

/** Months from one day's to another's, each by its first day. */
export function monthsBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const months: LocalDate[] = []
  for (let at = startOfMonth(from); at <= to; at = addMonths(at, 1)) months.push(at)
  return months
}
