import { ok, type Result } from '#lib/result.ts'
import { type Gtin14, gtin14 } from '#lib/values/codes.ts'
import { dateFromParts, dateParts, type LocalDate, lastDayOf } from '#lib/values/dates.ts'
import { fullYear } from './content.ts'
import { readDigitalLink } from './digital-link.ts'
import { checkTogether, type Element } from './element.ts'
import { GS, readBracketed, readElementString } from './element-string.ts'
import { refuseScan, type ScanRefusal } from './scan-refusal.ts'

/** What a barcode says. Batch and serial keep their case. */
export type Scan = {
  /** The product, 14 digits. */
  gtin14?: Gtin14
  batch?: string
  /** Last day of use; a pack that names only the month is good to its last day. */
  expiry?: LocalDate
  serial?: string
  produced?: LocalDate
  bestBefore?: LocalDate
  /** Number of a pallet or tote (18 digits), with what is in it and how many. */
  sscc?: string
  contentGtin14?: Gtin14
  count?: number
  /** Everything the barcode holds, in its order, each identifier once. */
  elements: readonly Element[]
}

/**
 * Texts that scanners send in place of the separator when their keyboard cannot type it. None but <GS> and <F8> could
 * be part of a value. (A scanner that presses the key F8 or Ctrl+] is heard by the field: `isSeparatorKey`.)
 */
const SEPARATORS: readonly string[] = [GS, '<GS>', '{GS}', '[GS]', '<F8>', '{F8}', '[F8]', '\u241d', '^]', '^', '|']

/** Whether a key press stands for the separator: F8, or Ctrl+], which types the group separator. */
export function isSeparatorKey(key: { key: string; ctrlKey?: boolean }): boolean {
  return key.key === 'F8' || key.key === GS || (key.ctrlKey === true && key.key === ']')
}

const LONGEST = 4000
const GS1_SYMBOLS = ['d2', 'C1', 'e0', 'Q3', 'J1']

function dayOf(value: string | undefined, thisYear: number): LocalDate | undefined {
  if (value === undefined) return undefined
  const year = fullYear(Number(value.slice(0, 2)), thisYear)
  const month = Number(value.slice(2, 4))
  return dateFromParts(year, month, Number(value.slice(4, 6)) || lastDayOf(year, month)) ?? undefined
}

function told(elements: Element[], thisYear: number): Result<Scan, ScanRefusal> {
  const together = checkTogether(elements)
  if (!together.ok) return together
  const value = (ai: string) => together.value.find((element) => element.ai === ai)?.value
  const scan: Scan = { elements: together.value }
  for (const [ai, name] of [
    ['01', 'gtin14'],
    ['02', 'contentGtin14'],
  ] as const) {
    const text = value(ai)
    if (text === undefined) continue
    const product = gtin14(text)
    if (product === null) return refuseScan('BAD_VALUE', ai)
    scan[name] = product
  }
  const found: Omit<Scan, 'elements'> = {
    batch: value('10'),
    expiry: dayOf(value('17') ?? value('7003'), thisYear),
    serial: value('21'),
    produced: dayOf(value('11'), thisYear),
    bestBefore: dayOf(value('15'), thisYear),
    sscc: value('00'),
    count: value('37') === undefined ? undefined : Number(value('37')),
  }
  return ok({ ...scan, ...Object.fromEntries(Object.entries(found).filter(([, what]) => what !== undefined)) })
}

function withSeparators(text: string, separators: readonly string[]): string {
  return separators.reduce((whole, separator) => whole.replaceAll(separator, GS), text)
}

function bareCode(digits: string): Result<Element[], ScanRefusal> {
  const product = gtin14(digits)
  return product === null ? refuseScan('BAD_CHECK_DIGIT') : ok([{ ai: '01', value: product }])
}

function elementsOf(text: string, thisYear: number, separators: readonly string[]): Result<Element[], ScanRefusal> {
  const [, symbol, body = text] = /^\](\w\w)(.*)$/s.exec(text) ?? []
  if (symbol !== undefined && GS1_SYMBOLS.includes(symbol)) {
    return readElementString(withSeparators(body, separators), thisYear)
  }
  const plain = body.trim()
  if (plain === '') return refuseScan('EMPTY')
  if (/^(\d{8}|\d{12,14})$/.test(plain)) return bareCode(plain)
  if (/^https?:\/\//i.test(plain)) return readDigitalLink(plain, thisYear)
  if (symbol !== undefined) return refuseScan('NOT_GS1')
  if (plain.startsWith('(')) return readBracketed(plain, thisYear)
  const marked = withSeparators(plain, separators)
  return /^\d{2}/.test(marked.replaceAll(GS, '')) ? readElementString(marked, thisYear) : refuseScan('NOT_GS1')
}

/**
 * Reads what a scanner or a person put into the scan field: a GS1 element string with or without its symbology
 * identifier (]d2 DataMatrix, ]C1 GS1-128, ]e0 DataBar, ]Q3 QR, ]J1 DotCode), the bracketed form, a Digital Link, or a
 * bare GTIN of 8, 12, 13 or 14 digits (]E0 and ]E4 EAN, ]I1 ITF-14). `today` settles the century of the expiry date.
 * `separators` replaces the list of texts that stand for the separator. Rules: GS1 General Specifications, sections 3,
 * 4.13, 5.10 and 7.8; GS1 Digital Link: URI syntax.
 */
export function readScan(
  text: string,
  { today, separators = SEPARATORS }: { today: LocalDate; separators?: readonly string[] },
): Result<Scan, ScanRefusal> {
  if (text.length > LONGEST) return refuseScan('TOO_LONG')
  const { year } = dateParts(today)
  const elements = elementsOf(text.replace(/[\r\n\t]+$/, '').replace(/^[\r\n\t]+/, ''), year, separators)
  return elements.ok ? told(elements.value, year) : elements
}
