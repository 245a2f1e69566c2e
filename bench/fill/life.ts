import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { below, type Dice, oneByWeight } from '../dice.ts'
import type { Assortment, Item, Range } from './ranges.ts'

const HOUR = 3_600_000

/** Limits of the scheme that every trust begins with, pence with VAT. */
const LIMITS = { buyer: 500_000, lead: 2_500_000, chief: 10_000_000 }

/** One line of a made order. */
export type LifeLine = {
  item: Item
  packs: number
  net: number
  vat: number
  /** Packs of the first delivery, and of the second. */
  came: readonly [number, number]
  /** Packs that were given up. */
  closed: number
  /** The supplier has none yet. */
  backOrder: boolean
}

/** What becomes of one order: when each step was done, null for what has not been. */
export type Life = {
  range: Range
  kind: 'standard' | 'cd' | 'unlicensed'
  status: 'draft' | 'awaiting_approval' | 'returned' | 'rejected' | 'approved' | 'sent' | 'closed' | 'cancelled'
  lines: LifeLine[]
  net: number
  carriage: number
  vat: number
  gross: number
  needs: ApproverRole | null
  raised: number
  decided: number | null
  sent: number | null
  answered: number | null
  received: readonly [number | null, number | null]
  closed: number | null
}

/**
 * Makes up one order raised on a working day that lies `age` working days before the last one, and lives it up to the
 * last one: open work belongs to the last five days, whatever the history behind them.
 * @param days starts of this working day and those after it
 */
export function liveOrder({ ranges, roll }: Assortment, days: readonly number[], age: number): Life {
  const range = oneByWeight(roll, ranges, (one) => one.weight)
  const [today = 0, tomorrow = today, third = tomorrow] = days
  const raised = today + 8 * HOUR + Math.floor(roll() * 8 * HOUR)
  const chosen = linesOf(roll, range)
  const kind = chosen[0]?.item.pack.cd !== '0000' ? 'cd' : chosen[0]?.item.pack.unlicensed ? 'unlicensed' : 'standard'
  const net = chosen.reduce((sum, line) => sum + line.net, 0)
  const carriage = net < range.supplier.minimumOrder ? range.supplier.carriage : 0
  const vat = chosen.reduce((sum, line) => sum + line.vat, 0) + Math.round(carriage / 5)
  const gross = net + carriage + vat
  const none: readonly [number | null, number | null] = [null, null]
  const life: Life = {
    ...{ range, kind, status: 'draft', lines: chosen, net, carriage, vat, gross, needs: whoDecides(kind, gross) },
    ...{ raised, decided: null, sent: null, answered: null, received: none, closed: null },
  }
  if (age === 0 && roll() < 0.08) return life
  const luck = roll()
  if (life.needs) {
    if (age < 2 && luck < 0.45 - age * 0.25) return { ...life, status: 'awaiting_approval' }
    const decided = raised + 1.5 * HOUR
    if (luck > 0.985) return { ...life, status: age < 5 ? 'returned' : 'rejected', decided }
    life.decided = decided
  }
  if (luck > 0.95 && luck < 0.953) return { ...life, status: 'cancelled', closed: raised + 2 * HOUR }
  const held = kind !== 'standard' && age < 2 && roll() < 0.5
  if (held) return { ...life, status: 'approved' }
  life.sent = (life.decided ?? raised) + HOUR / 4
  life.status = 'sent'
  if (roll() < (age === 0 ? 0.5 : 0.93)) life.answered = life.sent + 3 * HOUR
  const firstDay = range.supplier.leadDays > 1 ? third : tomorrow
  if (age < range.supplier.leadDays || (age < 4 && roll() < 0.25)) return life
  return deliver(life, roll, { age, first: firstDay + 10 * HOUR, second: (days.at(-1) ?? firstDay) + 11 * HOUR })
}

function deliver(life: Life, roll: Dice, { age, first, second }: { age: number; first: number; second: number }): Life {
  let later = false
  let owed = false
  for (const line of life.lines) {
    if (roll() > 0.04) {
      line.came = [line.packs, 0]
      continue
    }
    const now = Math.floor(line.packs * roll())
    const rest = line.packs - now
    line.backOrder = true
    if (age < 5) {
      line.came = [now, 0]
      owed = true
    } else if (roll() < 0.8) {
      line.came = [now, rest]
      later = true
    } else {
      line.came = [now, 0]
      line.closed = rest
    }
  }
  const anything = life.lines.some((line) => line.came[0] > 0)
  life.received = [anything ? first : null, later ? second : null]
  if (owed) return life
  return { ...life, status: 'closed', closed: later ? second : first }
}

/** A dozen lines on average, now and then a few or many; a controlled or unlicensed medicine travels by itself. */
function linesOf(roll: Dice, { items }: Range): LifeLine[] {
  const many = roll() < 0.02 ? 60 + below(roll, 120) : Math.ceil(-Math.log(1 - roll()) * 12)
  const start = below(roll, items.length, 2)
  const first = items[start]
  const alone = first !== undefined && (first.pack.cd !== '0000' || first.pack.unlicensed)
  const lines: LifeLine[] = []
  const wanted = alone ? 1 : Math.min(many, items.length)
  for (let step = 0; step < items.length && lines.length < wanted; step += 1) {
    const item = items[(start + step) % items.length]
    if (!item || (!alone && (item.pack.cd !== '0000' || item.pack.unlicensed))) continue
    const packs = Math.max(1, Math.round(item.usual * (0.7 + 0.6 * roll())))
    const net = packs * item.price
    lines.push({ item, packs, net, vat: Math.round(net / 5), came: [0, 0], closed: 0, backOrder: false })
  }
  return lines
}

function whoDecides(kind: Life['kind'], gross: number): ApproverRole | null {
  if (kind !== 'standard') return 'pharmacist'
  if (gross > LIMITS.chief) return 'director'
  if (gross > LIMITS.lead) return 'chief'
  return gross > LIMITS.buyer ? 'lead' : null
}
