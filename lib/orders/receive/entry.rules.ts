import { daysBetween, endOfMonth, isLocalDate, type LocalDate, parseDate } from '#lib/values/dates.ts'
import { type Desk, isOnlyProposed, productOf } from './desk.rules.ts'
import { mayGoBack, type Variance } from './variance.rules.ts'

/**
 * One batch of one pack as it is being counted, with everything as it was typed. `keep` is how many of the packs stay;
 * null = all of them. `temperature` in degrees Celsius. `at`: when it was first scanned, an instant as text. `ruled`: what
 * the rules set and nobody chose; it goes when its cause goes.
 */
export type DeskEntry = {
  id: string
  amppId: string
  batch: string
  expiry: string
  count: string
  keep: string | null
  variance: Variance | null
  temperature: string
  logger: string
  apart: boolean
  scanned: string
  note: string
  at: string
  ruled?: readonly Ruled[]
}

/** What the rules may set of an entry. */
export const RULED = ['variance', 'keep'] as const
type Ruled = (typeof RULED)[number]

/** A field of an entry that can be wrong. */
export type EntryField = 'count' | 'keep' | 'batch' | 'expiry' | 'variance' | 'temperature' | 'apart'

/** What is wrong with an entry, and what to do about it. */
export type EntryError = { entry: string; field: EntryField; message: string }

/** Variances of which nothing is kept unless somebody says otherwise. */
const NOTHING_KEPT: readonly Variance[] = ['WRONG_ITEM', 'WRONG_PACK']

/** How many packs stay when a difference is chosen, as text for the field: null = all that came. */
export function keptAtFirst(variance: Variance | null): string | null {
  if (variance === null || !mayGoBack(variance)) return null
  return NOTHING_KEPT.includes(variance) ? '0' : null
}

/** A whole number from 0 on as it is typed, "1,200" included; null for anything else. */
export function readCount(text: string): number | null {
  const plain = text.trim().replace(/^(\d{1,3})((?:,\d{3})+)$/, (whole) => whole.replaceAll(',', ''))
  return /^\d{1,7}$/.test(plain) ? Number(plain) : null
}

/** A temperature as it is typed, "4", "4.5", "−1,5": tenths of a degree; null for anything else. */
export function readTenths(text: string): number | null {
  const match = /^([-−]?)(\d{1,2})(?:[.,](\d))?$/.exec(text.trim().replace(/\s*°?\s*C?$/i, ''))
  if (!match) return null
  const tenths = Number(match[2]) * 10 + Number(match[3] ?? 0)
  return match[1] ? -tenths : tenths
}

/** An expiry as it stands in the field: a day, or a month ("08/2027", "Aug 2027"), which is good to its last day. */
export function readExpiry(text: string): LocalDate | null {
  const typed = text.trim()
  if (isLocalDate(typed)) return typed
  const month = /^(\d{1,2}|[a-z]{3,9})[ /.-](\d{4})$/i.exec(typed)
  if (!month) return parseDate(typed)
  const first = /^\d/.test(month[1] ?? '')
    ? parseDate(`1/${month[1]}/${month[2]}`)
    : parseDate(`1 ${month[1]} ${month[2]}`)
  return first && endOfMonth(first)
}

/** Packs of an entry that came, stay and go back; what cannot be read counts as none. */
export function entryCounts(entry: DeskEntry): { came: number; kept: number; back: number } {
  const came = readCount(entry.count) ?? 0
  const kept = Math.min(came, entry.keep === null ? came : (readCount(entry.keep) ?? 0))
  return { came, kept, back: came - kept }
}

/** Whether a temperature lies outside the fridge's range; null when there is none to judge. */
export function outsideFridge(desk: Desk, entry: DeskEntry): 'warm' | 'cold' | null {
  const tenths = readTenths(entry.temperature)
  if (tenths === null || !productOf(desk, entry.amppId)?.fridge) return null
  const { from, to } = desk.terms.fridge
  return tenths > to ? 'warm' : tenths < from ? 'cold' : null
}

/** How long a batch is still good, and what was agreed, in days; null when its expiry is not known. */
export function daysLeft(desk: Desk, entry: DeskEntry): { days: number; agreed: number } | null {
  const expiry = readExpiry(entry.expiry)
  return expiry && { days: daysBetween(desk.terms.today, expiry), agreed: desk.terms.shelfLifeDays }
}

/** Whole packs of a product that are used in so many days, at the usage of the last weeks. */
export function packsUsedIn(desk: Desk, amppId: string, days: number): number {
  const product = productOf(desk, amppId)
  if (!product || product.usedPerDay <= 0 || days <= 0) return 0
  return Math.floor((product.usedPerDay * days) / product.unitsMilli)
}

/** Whether the packs that stay must be kept apart from stock: too warm or cold, a recalled batch, a pack not agreed to. */
export function mustStandApart(desk: Desk, entry: DeskEntry): boolean {
  return (
    outsideFridge(desk, entry) !== null || entry.variance === 'RECALLED_BATCH' || isOnlyProposed(desk, entry.amppId)
  )
}
