import { comingPacks } from '#lib/orders/order/answer-decision.rules.ts'
import { ANSWER_NAMES } from '#lib/orders/order/answer-names.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { unitsInWords } from '#lib/orders/order/units.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import {
  formatCount,
  formatCounted,
  formatDate,
  formatPence,
  formatPenceDifference,
  formatPrice,
  formatPriceDifference,
} from '#lib/values/format.ts'
import { lineNet, type Price, price, subtractPence } from '#lib/values/money.ts'
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
  const answered = ANSWER_NAMES[answer.code]
  return [
    { what: 'Answer', ordered: formatCounted(outstanding, 'pack'), answered, difference: NONE },
    ...(substituted ? [packs(line, other, { outstanding, comes })] : []),
    {
      what: 'Packs to come',
      ordered: formatCount(outstanding),
      answered: formatCount(comes),
      difference: signed(comes - outstanding),
    },
    ...(comes > 0 ? money(line, answer, { outstanding, comes }) : []),
    {
      what: 'Delivery',
      ordered: line.dueOn ? formatDate(line.dueOn) : 'No day given',
      answered: comes === 0 ? 'Not to come' : answer.expectedOn ? formatDate(answer.expectedOn) : 'No day given',
      difference: NONE,
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
