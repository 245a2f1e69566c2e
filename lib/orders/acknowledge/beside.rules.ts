import { comingPacks } from '#lib/orders/order/answer-decision.rules.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { daysBetween, type LocalDate } from '#lib/values/dates.ts'
import {
  formatCount,
  formatCounted,
  formatDate,
  formatPence,
  formatPenceDifference,
  formatPrice,
  formatPriceDifference,
} from '#lib/values/format.ts'
import { lineNet, type Price, price, subtractPence, perUnit as unitPrice } from '#lib/values/money.ts'
import { aUnit, unitsInWords } from '#lib/values/units.ts'
import type { AnswerableLine, LineAnswer } from './answer.rules.ts'

/** One thing in which an answer can differ from the order: in words, both sides, and by how much. */
export type Beside = { what: string; ordered: string; answered: string; difference: string }

/** A line as it is laid beside its answer. `price` null: not shown to this role. */
export type BesideLine = Omit<AnswerableLine, 'price'> & {
  price: Price | null
  packText: string
  maker: string
  unitName: string
  dueOn: LocalDate | null
}

/** The pack offered instead, where one is. */
export type BesideOther = { packText: string; maker: string; unitsMilli: number } | null

type Said = Pick<LineAnswer, 'code' | 'packs' | 'price' | 'expectedOn'>

const HIDDEN = 'Not shown to your role'
const NONE = 'None'

/**
 * What was ordered beside what was answered, of what is still to come: pack, packs, price, day, and what it costs ex
 * VAT. Rows that say the same on both sides have no difference; money is left out where the role may not see it.
 */
export function besides(line: BesideLine, answer: Said, other: BesideOther): Beside[] {
  const outstanding = outstandingPacks(line)
  const substituted = answer.code === 'SUBSTITUTE_OFFERED'
  const comes = substituted ? answer.packs : comingPacks({ ...line, price: line.price ?? price(0) }, answer)
  return [
    ...(substituted ? [packs(line, other, { outstanding, comes })] : []),
    {
      what: 'Packs to come',
      ordered: formatCount(outstanding),
      answered: formatCount(comes),
      difference: signed(comes - outstanding),
    },
    ...(comes > 0 ? money(line, answer, { outstanding, comes }) : []),
    ...(comes > 0 && other && substituted ? perUnit(line, answer, other) : []),
    delivery(line.dueOn, comes > 0 ? answer.expectedOn : null, comes > 0),
  ]
}

function delivery(due: LocalDate | null, promised: LocalDate | null, comes: boolean): Beside {
  const later = due && promised ? daysBetween(due, promised) : null
  const apart =
    later === 0 ? NONE : `${formatCounted(Math.abs(later ?? 0), 'day')} ${(later ?? 0) > 0 ? 'later' : 'earlier'}`
  return {
    what: 'Delivery',
    ordered: due ? formatDate(due) : 'No day given',
    answered: comes ? (promised ? formatDate(promised) : 'No day given') : 'Not to come',
    difference: later === null ? 'Not known' : apart,
  }
}

/** What one unit costs in either pack: packs of different contents compare by it alone. */
function perUnit(line: BesideLine, answer: Pick<Said, 'price'>, other: NonNullable<BesideOther>): Beside[] {
  if (line.price === null) return []
  const was = unitPrice({ price: line.price, milliUnits: line.unitsMilli })
  const now = unitPrice({ price: answer.price ?? line.price, milliUnits: other.unitsMilli })
  return [
    {
      what: `Price of ${aUnit(line.unitName)}, ex VAT`,
      ordered: formatPrice(was),
      answered: formatPrice(now),
      difference: now === was ? NONE : formatPriceDifference(price(now - was)),
    },
  ]
}

type Counts = { outstanding: number; comes: number }

function packs(line: BesideLine, other: BesideOther, { outstanding, comes }: Counts): Beside {
  const ordered = `${line.packText}, ${line.maker}`
  if (!other) return { what: 'Pack', ordered, answered: 'A pack we do not know', difference: 'Not known' }
  const apart = other.unitsMilli * comes - line.unitsMilli * outstanding
  const units = `${unitsInWords(Math.abs(apart), line.unitName)} ${apart < 0 ? 'fewer' : 'more'} in all`
  return {
    what: 'Pack',
    ordered,
    answered: `${other.packText}, ${other.maker}`,
    difference: apart === 0 ? NONE : units,
  }
}

function money(line: BesideLine, answer: Pick<Said, 'price'>, { outstanding, comes }: Counts): Beside[] {
  const { price: was } = line
  if (was === null) return [{ what: 'Price of a pack', ordered: HIDDEN, answered: HIDDEN, difference: HIDDEN }]
  const now = answer.price ?? was
  const [before, after] = [lineNet(was, outstanding), lineNet(now, comes)]
  return [
    {
      what: 'Price of a pack, ex VAT',
      ordered: formatPrice(was),
      answered: formatPrice(now),
      difference: now === was ? NONE : formatPriceDifference(price(now - was)),
    },
    {
      what: 'In all, ex VAT',
      ordered: formatPence(before),
      answered: formatPence(after),
      difference: after === before ? NONE : formatPenceDifference(subtractPence(after, before)),
    },
  ]
}

function signed(n: number): string {
  if (n === 0) return NONE
  return n > 0 ? `+${formatCount(n)}` : formatCount(n)
}
