import { endsInGs1Digit, endsInVerhoeff, gtin14, isDmdId } from '#lib/values/codes.ts'
import { type Packs, parsePacks } from '#lib/values/packs.ts'
import { MOST_PACKS } from './pad-limits.rules.ts'
import { isBrokenByExcel, LONGEST_PRODUCT } from './paste.rules.ts'

/** What is in the way of a pasted row becoming a line of the pad. */
export type RowProblem =
  | { code: 'NO_PRODUCT' }
  | { code: 'BROKEN_BY_EXCEL' }
  | { code: 'WRONG_DIGIT' }
  | { code: 'TOO_SHORT' }
  | { code: 'LONG_PRODUCT'; over: number }
  | { code: 'UNKNOWN' }
  | { code: 'SEVERAL'; packs: { amppId: string; words: string }[]; more: number }
  | { code: 'DISCONTINUED'; product: string }
  | { code: 'NOT_PERMITTED'; product: string }
  | { code: 'NO_SUPPLIER'; product: string; amppId: string }
  | { code: 'NO_PACKS' }
  | { code: 'NOT_WHOLE' }
  | { code: 'TOO_MANY_PACKS' }
  | { code: 'LONG_NOTE'; over: number }

/** A row as it is looked at. `amppId` and `supplierId` are what somebody chose for it. */
export type RowTexts = {
  wanted: string
  words: string
  packs: string
  note: string
  amppId: string | null
  supplierId: string | null
}

/** A pack that a row may mean. `vendor`: whether anybody with an account has a price for it. */
export type RowPack = {
  amppId: string
  vmpId: string
  product: string
  packText: string
  maker: string
  unitsMilli: number
  onContract: boolean
  vendor: boolean
  discontinued: boolean
  /** The formulary does not permit it. */
  notPermitted: boolean
}

/** The most letters of a line's own note. */
export const LONGEST_NOTE = 500

/** Packs that are offered for a row which several fit. */
const OFFERED = 12

/** Packs as a spreadsheet writes them: "12", "1,200", also "12.00"; null where that is no whole number above nothing. */
export function rowPacks(text: string): Packs | null {
  return parsePacks(text.trim().replace(/\.0+$/, ''))
}

/**
 * Decides what a row is: a line, or a row with everything that is in its way. `found`: the packs that its words or code
 * fit, or the one that was chosen; null where nothing was looked for.
 */
export function settleRow(
  row: RowTexts,
  found: readonly RowPack[] | null,
): { amppId: string; packs: Packs; supplierId: string | null } | RowProblem[] {
  const problems: RowProblem[] = []
  const meant = packOfRow(row, found)
  if ('code' in meant) problems.push(meant)
  const packs = rowPacks(row.packs)
  if (row.packs.trim() === '') problems.push({ code: 'NO_PACKS' })
  else if (packs === null) problems.push({ code: 'NOT_WHOLE' })
  else if (packs > MOST_PACKS) problems.push({ code: 'TOO_MANY_PACKS' })
  if (row.note.length > LONGEST_NOTE) problems.push({ code: 'LONG_NOTE', over: row.note.length - LONGEST_NOTE })
  if (problems.length > 0 || 'code' in meant || packs === null) return problems
  return { amppId: meant.amppId, packs, supplierId: row.supplierId }
}

function packOfRow(row: RowTexts, found: readonly RowPack[] | null): RowPack | RowProblem {
  const wanted = row.wanted.trim()
  if (row.amppId === null) {
    if (wanted === '') return { code: 'NO_PRODUCT' }
    if (isBrokenByExcel(wanted)) return { code: 'BROKEN_BY_EXCEL' }
    if (isLongProduct(wanted)) return { code: 'LONG_PRODUCT', over: wanted.length - LONGEST_PRODUCT }
  }
  if (found === null) return { code: 'TOO_SHORT' }
  const [first] = found
  if (first === undefined) return { code: hasWrongDigit(wanted) ? 'WRONG_DIGIT' : 'UNKNOWN' }
  const sold = found.filter((pack) => !pack.discontinued)
  if (sold.length === 0) return { code: 'DISCONTINUED', product: packName(first) }
  const permitted = sold.filter((pack) => !pack.notPermitted)
  if (permitted.length === 0) return { code: 'NOT_PERMITTED', product: packName(sold[0] ?? first) }
  const meant = packsMeant(permitted, row.words)
  const [only] = meant
  if (only === undefined || meant.length > 1) {
    const packs = meant.slice(0, OFFERED).map((pack) => ({ amppId: pack.amppId, words: packWords(pack) }))
    return { code: 'SEVERAL', packs, more: meant.length - packs.length }
  }
  if (!only.vendor && row.supplierId === null) {
    return { code: 'NO_SUPPLIER', product: packName(only), amppId: only.amppId }
  }
  return only
}

/** Whether what names a product is too long to be a name or a code: it is not looked for. */
export function isLongProduct(wanted: string): boolean {
  return wanted.trim().length > LONGEST_PRODUCT
}

/** Whether a number is as long as an id of the dictionary or a barcode, and neither: a digit of it is wrong. */
function hasWrongDigit(text: string): boolean {
  if (!/^\d{8,18}$/.test(text) || isDmdId(text) || gtin14(text) !== null) return false
  return text.length > 14 ? !endsInVerhoeff(text) : text.length >= 12 && !endsInGs1Digit(text)
}

/**
 * The packs that a row can mean: all that were found, or of several those whose pack size the row names ("adenosine 6
 * vials"). Packs that hold different amounts are never chosen among; of makers' packs that hold the same, the only one
 * on contract is meant.
 */
export function packsMeant<P extends Pick<RowPack, 'vmpId' | 'unitsMilli' | 'packText' | 'onContract'>>(
  found: readonly P[],
  words: string,
): readonly P[] {
  if (found.length < 2) return found
  const said = plain(words)
  const named = found.filter((pack) => said.includes(plain(pack.packText)))
  const meant = named.length === 0 ? found : named
  const alike = new Set(meant.map((pack) => `${pack.vmpId} ${pack.unitsMilli}`)).size === 1
  const onContract = meant.filter((pack) => pack.onContract)
  return alike && onContract.length === 1 ? onContract : meant
}

/** Words for comparing: small letters, one blank between them and at both ends, without the s of several. */
function plain(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? []
  return ` ${words.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)).join(' ')} `
}

function packName(pack: Pick<RowPack, 'product' | 'packText'>): string {
  return `${pack.product}, ${pack.packText}`
}

function packWords(pack: RowPack): string {
  return `${packName(pack)} (${pack.maker})${pack.onContract ? ', on contract' : ''}`
}
