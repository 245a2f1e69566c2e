import { searchable } from '#lib/catalogue/pack.rules.ts'
import { readScan } from '#lib/exchange/gs1/scan.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { isMistypedNumber, normaliseDocumentNumber } from '#lib/values/order-number.ts'
import {
  type Desk,
  type DeskLine,
  type DeskProduct,
  fillableLines,
  productSearchText,
  stillToCome,
} from './desk.rules.ts'

/** What a barcode said besides the product. `scanned` is the barcode as it was read, '' when it was typed by name. */
export type PackMarks = { batch: string; expiry: LocalDate | null; count: number | null; scanned: string }

/**
 * What was scanned or typed turned out to be.
 * - `product`: one pack of this desk; `endedOn` when its barcode is no longer in use; `joined` when the mark between
 *   batch and expiry may be missing, so that the batch must be compared with the pack.
 * - `blocked`: a pack that stands only on orders this person may not book in.
 * - `order`: an order of this desk; `choose`: several packs fit the words.
 * - `unknown`: nothing of this desk; Tincture may know more. `unreadable`: say the message.
 */
export type Found =
  | { kind: 'empty' }
  | ({ kind: 'product'; amppId: string; endedOn: LocalDate | null; joined: boolean } & PackMarks)
  | { kind: 'blocked'; amppId: string; orders: string[] }
  | { kind: 'order'; number: string }
  | { kind: 'choose'; amppIds: string[] }
  | ({ kind: 'unknown'; text: string; gtin: string | null } & PackMarks)
  | { kind: 'unreadable'; message: string }

const NO_MARKS: PackMarks = { batch: '', expiry: null, count: null, scanned: '' }
const KEPT = 200

/**
 * Finds what somebody scanned or typed among the packs of a desk, without asking the server: an order number, a GS1
 * barcode or a bare product code, a supplier's or local code, a dm+d id, or the beginnings of words of a name.
 */
export function findScanned(desk: Desk, text: string): Found {
  const typed = text.trim()
  if (typed === '') return { kind: 'empty' }
  const number = normaliseDocumentNumber(typed)
  if (number !== null) {
    return desk.orders.some((one) => one.number === number)
      ? { kind: 'order', number }
      : { kind: 'unknown', text: number, gtin: null, ...NO_MARKS }
  }
  if (isMistypedNumber(typed)) {
    return { kind: 'unreadable', message: 'A digit of this order number is wrong. Compare it with the delivery note.' }
  }
  const scan = readScan(text, { today: desk.terms.today })
  if (scan.ok) {
    const gtin = scan.value.gtin14 ?? scan.value.contentGtin14
    const { batch = '', expiry = null, count = null } = scan.value
    const marks = { batch, expiry, count, scanned: typed.slice(0, KEPT) }
    if (gtin) return byCode(desk, gtin, marks) ?? { kind: 'unknown', text: gtin, gtin, ...marks }
    return {
      kind: 'unreadable',
      message: 'This barcode names no product: it may be the label of a tote. Scan a pack.',
    }
  }
  const found = byCode(desk, typed, NO_MARKS) ?? byWords(desk, typed)
  if (found) return found
  if (looksScanned(text)) return { kind: 'unreadable', message: scan.refusal.message }
  return { kind: 'unknown', text: typed.slice(0, KEPT), gtin: null, ...NO_MARKS }
}

/**
 * One pack of the desk, with what a barcode said. It is blocked where what is still to come of it stands only on orders
 * that this person may not book in.
 */
export function foundProduct(
  desk: Desk,
  amppId: string,
  { batch, expiry, count, scanned }: PackMarks = NO_MARKS,
  endedOn: LocalDate | null = null,
): Found {
  const fillable = fillableLines(desk, amppId)
  const own = new Set(fillable.map((line) => line.id))
  const others = desk.lines.filter((line) => line.amppId === amppId && !own.has(line.id))
  const isOpen = (line: DeskLine) => stillToCome(line) > 0
  if (fillable.some(isOpen) || (fillable.length > 0 && !others.some(isOpen))) {
    const joined = expiry === null && /17\d{6}/.test(batch)
    return { kind: 'product', amppId, batch, expiry, count, scanned, endedOn, joined }
  }
  return { kind: 'blocked', amppId, orders: [...new Set(others.map((line) => line.orderNumber))] }
}

/** Whether a barcode is one that is on file for a product. */
export function isBarcodeOf(product: DeskProduct, scanned: string, today: LocalDate): boolean {
  const scan = readScan(scanned, { today })
  const gtin = scan.ok ? (scan.value.gtin14 ?? scan.value.contentGtin14) : undefined
  return product.codes.some((one) => one.kind === 'GTIN' && one.code === gtin)
}

function byCode(desk: Desk, code: string, marks: PackMarks): Found | null {
  const wanted = code.toLowerCase()
  const hits = desk.products.flatMap((product) => {
    if (product.amppId === code) return [{ product, endedOn: null }]
    const match = product.codes
      .filter((one) => one.code.toLowerCase() === wanted)
      .sort((a, b) => (b.endedOn ?? '9999').localeCompare(a.endedOn ?? '9999'))[0]
    return match ? [{ product, endedOn: match.endedOn }] : []
  })
  const current = hits.filter((one) => one.endedOn === null)
  const [only, ...others] = current.length > 0 ? current : hits
  if (!only) return null
  if (others.length > 0) return { kind: 'choose', amppIds: [only, ...others].map((one) => one.product.amppId) }
  return foundProduct(desk, only.product.amppId, marks, only.endedOn)
}

function byWords(desk: Desk, typed: string): Found | null {
  const words = searchable(typed)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return null
  const fits = (product: DeskProduct) => {
    const text = productSearchText(product)
    return words.every((word) => text.includes(` ${word}`))
  }
  const hits = desk.products.filter(fits)
  const [only] = hits
  if (!only) return null
  return hits.length === 1
    ? foundProduct(desk, only.amppId)
    : { kind: 'choose', amppIds: hits.map((one) => one.amppId) }
}

/** Whether a text that is no good barcode came from a scanner or a pack all the same. */
function looksScanned(text: string): boolean {
  return /^\s*[\](]/.test(text) || /^\s*\d{8}/.test(text) || text.includes('\u001d')
}
