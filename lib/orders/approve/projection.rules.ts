import { londonDate, londonTime } from '#lib/values/dates.ts'
import { formatCounted, formatDayMonth, formatDaysOfCover } from '#lib/values/format.ts'

/** What a medicine's stock is worked out from. Quantities in thousandths of a unit. */
export type SupplyFacts = {
  onHand: number
  /** Issued in the days looked at; nothing can be said where it is not above 0. */
  used: number
  usageDays: number
  /** What the order brings, and in how many days. */
  ordered: number
  arrivesInDays: number
}

/** How stock goes with and without the order, in days from now; straight lines at the usage of the days looked at. */
export type Projection = {
  perDay: number
  /** Days until the shelf is empty without the order. */
  without: number
  /** Days until it is empty with the order. */
  with: number
  /** The drawing's days: at least two weeks, at most twelve. */
  horizon: number
  /** Corners of the two lines: days from now and thousandths of a unit. */
  lineWithout: Point[]
  lineWith: Point[]
}

/** A corner of a line. */
export type Point = { day: number; units: number }

const SHORTEST = 14
const LONGEST = 84
const DAY = 86_400_000

/** How long stock lasts without the order and with it; null where there is no usage to reckon with. */
export function project(facts: SupplyFacts): Projection | null {
  if (facts.used <= 0 || facts.usageDays <= 0) return null
  const perDay = facts.used / facts.usageDays
  const onHand = Math.max(0, facts.onHand)
  const arrives = Math.max(0, facts.arrivesInDays)
  const without = onHand / perDay
  const left = Math.max(0, onHand - perDay * arrives)
  const lasts = arrives + (left + facts.ordered) / perDay
  const withIt = facts.ordered > 0 ? lasts : without
  const horizon = Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(withIt)))
  const lineWithout = downTo(without, onHand, perDay, horizon)
  const before = downTo(Math.min(without, arrives), onHand, perDay, horizon)
  const wait = without < arrives ? [{ day: arrives, units: 0 }] : []
  const after = [
    { day: arrives, units: left + facts.ordered },
    ...downTo(withIt - arrives, left + facts.ordered, perDay, horizon - arrives)
      .slice(1)
      .map(({ day, units }) => ({ day: day + arrives, units })),
  ]
  return { perDay, without, with: withIt, horizon, lineWithout, lineWith: [...before, ...wait, ...after] }
}

/** From so much stock down a straight line for so many days, cut off at the horizon. */
function downTo(days: number, from: number, perDay: number, horizon: number): Point[] {
  const end = Math.max(0, Math.min(days, horizon))
  return [
    { day: 0, units: from },
    { day: end, units: Math.max(0, from - perDay * end) },
  ]
}

/** The instant so many days from now. */
export function inDays(now: Date, days: number): Date {
  return new Date(now.getTime() + Math.floor(days * 24) * (DAY / 24))
}

/** When something runs out, as one says it: "this evening", "tomorrow morning", "on 28 June". Nothing left is "now". */
export function whenOut(days: number, now: Date): string {
  if (days <= 0) return 'now'
  const at = inDays(now, days)
  const apart = Math.round((Date.parse(londonDate(at)) - Date.parse(londonDate(now))) / DAY)
  const hour = Number(londonTime(at).slice(0, 2))
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  if (apart === 0) return part === 'night' ? 'tonight' : `this ${part}`
  if (apart === 1) return part === 'night' ? 'tonight' : `tomorrow ${part}`
  return `on ${formatDayMonth(londonDate(at))}`
}

/** The headline of the drawing: what happens without the order. */
export function headline(projection: Projection, medicine: string, now: Date): string {
  const { without } = projection
  if (without <= 0) return `There is no ${medicine} on the shelf`
  if (without < 28) return `Without it, ${medicine} runs out ${whenOut(without, now)}`
  return `Without it there are ${daysInWords(without)} of ${medicine}`
}

/** A medicine's name without strength and form, in a sentence: "Meropenem 1g powder for …" gives "meropenem". */
export function medicineName(product: string): string {
  const name = product.replace(/\s+\d.*$/s, '')
  return /^[A-Z][a-z]/.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name
}

/** Days of cover for the eye: to a tenth below ten, whole days from there, always rounded down. */
export function daysInWords(days: number): string {
  return days < 10 ? formatDaysOfCover(days).replace(' of cover', '') : formatCounted(Math.floor(days), 'day')
}
