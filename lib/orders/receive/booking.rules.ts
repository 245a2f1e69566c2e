import type { Refusal } from '#lib/refusal.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'
import { BATCH_WORDS, isBatch } from '../order/batch.rules.ts'
import {
  type Desk,
  type DeskProduct,
  expectedPacks,
  fillableLines,
  isDue,
  productOf,
  receivableLines,
  stillToCome,
} from './desk.rules.ts'
import {
  type DeskEntry,
  type EntryError,
  type EntryField,
  entryCounts,
  mustStandApart,
  readCount,
  readExpiry,
  readTenths,
} from './entry.rules.ts'
import { bookIn } from './receive.rules.ts'
import { type EntryPart, partsOf } from './spread.rules.ts'

/** What checking a delivery on the device says: what would be sent, and what is wrong, entry by entry or as a whole. */
export type DeskCheck = { parts: EntryPart[]; errors: EntryError[]; refusal: Refusal | null }

/**
 * Checks everything that was counted as the server will, before it is sent: with no signal nothing else can. Packs that
 * must be kept apart must be said to have been moved.
 */
export function checkEntries(
  desk: Desk,
  entries: readonly DeskEntry[],
  how: { first: string | null; minutesOut: number | null },
): DeskCheck {
  const unreadable = entries.flatMap((entry) => unreadableFields(desk, entry))
  const parts = partsOf(desk, entries, how)
  const place = { supplierId: desk.supplier.id, storeId: desk.store.id }
  const received = parts.map((part) => part.received)
  const decided = bookIn(desk.receiver, place, receivableLines(desk), received, desk.terms)
  const told =
    decided.ok || decided.refusal.code !== 'INVALID' ? [] : partErrors(entries, parts, decided.refusal.errors)
  const known = new Set(unreadable.map((one) => `${one.entry} ${one.field}`))
  return {
    parts,
    errors: [...unreadable, ...told.filter((one) => !known.has(`${one.entry} ${one.field}`))],
    refusal: decided.ok || decided.refusal.code === 'INVALID' ? null : decided.refusal,
  }
}

/** What the server said of the parts that were sent, said of the entries they came from. */
export function partErrors(
  entries: readonly DeskEntry[],
  parts: readonly { entry: string }[],
  errors: readonly { field: string; message: string }[],
): EntryError[] {
  const found = new Map<string, EntryError>()
  for (const { field, message } of errors) {
    const match = /^entries[.[](\d+)\]?\.(\w+)$/.exec(field)
    const entry = entries.find((one) => one.id === parts[Number(match?.[1])]?.entry)
    if (!match || !entry) continue
    const error = { entry: entry.id, field: fieldOf(entry, match[2] ?? ''), message }
    found.set(`${error.entry} ${error.field}`, found.get(`${error.entry} ${error.field}`) ?? error)
  }
  return [...found.values()]
}

function fieldOf(entry: DeskEntry, name: string): EntryField {
  switch (name) {
    case 'batch':
    case 'expiry':
    case 'variance':
      return name
    case 'fridgeTenths':
      return 'temperature'
    case 'accepted':
      return entry.keep === null ? 'count' : 'keep'
    case 'rejected':
      return 'keep'
    default:
      return 'count'
  }
}

function unreadableFields(desk: Desk, entry: DeskEntry): EntryError[] {
  const name = productOf(desk, entry.amppId)?.name ?? 'This pack'
  const found: EntryError[] = []
  const say = (field: EntryField, message: string) =>
    found.push({ entry: entry.id, field, message: `${name}: ${message}` })
  const came = readCount(entry.count)
  const kept = entry.keep === null ? came : readCount(entry.keep)
  if (came === null) say('count', 'enter packs received as a whole number, like 12')
  if (kept === null && came !== null) say('keep', 'enter packs to keep as a whole number, like 12')
  if (came !== null && kept !== null && kept > came) say('keep', `only ${formatCounted(came, 'pack')} came`)
  if (!isBatch(entry.batch.trim())) say('batch', BATCH_WORDS)
  if (entry.expiry.trim() !== '' && readExpiry(entry.expiry) === null) {
    say('expiry', 'enter the expiry as a date, like 31 August 2027 or 08/2027')
  }
  if (entry.temperature.trim() !== '' && readTenths(entry.temperature) === null) {
    say('temperature', 'enter the temperature in °C, like 4.5')
  }
  if (fillableLines(desk, entry.amppId).length === 0) say('count', 'nothing of this is on order any more: remove it')
  const { kept: stays } = entryCounts(entry)
  if (stays > 0 && mustStandApart(desk, entry) && !entry.apart) {
    say('apart', `move ${formatCounted(stays, 'pack')} to quarantine, then tick that they are there`)
  }
  return found
}

/** What booking in would do, in packs: into stock, kept apart, held as more than ordered, sent back. */
export type BookingTotals = { stock: number; apart: number; held: number; back: number }

/** Adds up what would be booked. */
export function bookingTotals(desk: Desk, entries: readonly DeskEntry[], first: string | null): BookingTotals {
  const left = new Map(desk.lines.map((line) => [line.id, stillToCome(line)]))
  const totals: BookingTotals = { stock: 0, apart: 0, held: 0, back: 0 }
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const { entry: id, received } of partsOf(desk, entries, { first, minutesOut: null })) {
    const entry = byId.get(id)
    const open = left.get(received.lineId) ?? 0
    const within = Math.min(open, received.accepted)
    left.set(received.lineId, open - within)
    totals.held += received.accepted - within
    totals.back += received.rejected
    if (entry && (entry.apart || mustStandApart(desk, entry))) totals.apart += within
    else totals.stock += within
  }
  return totals
}

/** The words of the button that books in: "Book in 24, return 36". */
export function bookingWords({ stock, apart, held, back }: BookingTotals): string {
  const parts = [
    stock > 0 || apart + held + back === 0 ? `book in ${stock > 0 ? formatCount(stock) : ''}`.trim() : '',
    apart > 0 ? `quarantine ${formatCount(apart)}` : '',
    held > 0 ? `hold ${formatCount(held)}` : '',
    back > 0 ? `return ${formatCount(back)}` : '',
  ].filter((part) => part !== '')
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** A product of which fewer packs were counted than were to come now. */
export type ShortProduct = { product: DeskProduct; came: number; expected: number }

/**
 * What was counted short: fewer packs, over all batches of a product, than are due (than are to come at all where nothing
 * is due). Products of which somebody said that they came short are among them; those not counted at all are not.
 */
export function shortProducts(desk: Desk, entries: readonly DeskEntry[], first: string | null): ShortProduct[] {
  return [...new Set(entries.map((entry) => entry.amppId))].flatMap((amppId) => {
    const product = productOf(desk, amppId)
    const lines = fillableLines(desk, amppId, first)
    const due = lines.filter(
      (line) => (isDue(line, desk.terms.today) || line.orderNumber === first) && expectedPacks(line) > 0,
    )
    const expected = (due.length > 0 ? due : lines).reduce((sum, line) => sum + expectedPacks(line), 0)
    const came = entries.reduce((sum, one) => sum + (one.amppId === amppId ? entryCounts(one).came : 0), 0)
    return product && came < expected ? [{ product, came, expected }] : []
  })
}

/** Packs counted on this device, by line: lines that were counted at all, 0 included. */
export function countedByLine(desk: Desk, entries: readonly DeskEntry[], first: string | null): Map<string, number> {
  const counted = new Map<string, number>()
  for (const { received } of partsOf(desk, entries, { first, minutesOut: null })) {
    counted.set(received.lineId, (counted.get(received.lineId) ?? 0) + received.accepted + received.rejected)
  }
  return counted
}
