import { gtin14, isDmdId } from '#lib/values/codes.ts'

/** A row of a pasted list: what names the product, all its words together, the packs as they stand there, and a note. */
export type PastedRow = { wanted: string; words: string; packs: string; note: string }

/** A column that could hold the packs: its place, and what stands in its first rows. */
export type PacksColumn = { column: number; samples: string[] }

/**
 * What a pasted text says. `ask`: more than one column could hold the packs, and nobody but a person can tell a pack size
 * or a reference from a quantity. `left`: heads of columns that are not taken over.
 */
export type ReadPaste = { kind: 'rows'; rows: PastedRow[]; left: string[] } | { kind: 'ask'; columns: PacksColumn[] }

/** The most rows that are taken over at once. */
export const MOST_ROWS = 500

/** The most letters of what a row names its product by. */
export const LONGEST_PRODUCT = 1000

/** The most letters of a row's cell that are kept to be mended: as many as a spreadsheet's cell holds. */
export const LONGEST_CELL = 32_767

/** Why a text cannot be taken over as a list at all; null when it can. */
export function whyNoList(text: string): string | null {
  const table = cellsOf(text)
  if (table.length === 0) return 'Copy the rows in your spreadsheet first, then paste them here'
  if (table.length > MOST_ROWS) {
    return `Paste ${MOST_ROWS} rows or fewer at a time. There are ${table.length.toLocaleString('en-GB')}`
  }
  return null
}

/** Whether a pasted text is a list rather than the text of one field: several rows, or several cells. */
export function isList(text: string): boolean {
  return text.trim().includes('\t') || cellsOf(text).length > 1
}

/**
 * The cells of a text as a spreadsheet puts it on the clipboard: rows by line, cells by tab (by semicolon where there is
 * no tab), a cell with a tab, a line or a quotation mark in it in quotation marks. Empty rows are left out, blanks around
 * a cell too.
 */
export function cellsOf(text: string): string[][] {
  const between = text.includes('\t') ? '\t' : ';'
  const quoted = new RegExp(`"((?:[^"]|"")*)"(?=${between}|\\r|\\n|$)`, 'y')
  const plain = new RegExp(`[^${between}\\r\\n]*`, 'y')
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    quoted.lastIndex = at
    const inQuotes = quoted.exec(text)
    plain.lastIndex = at
    const cell = inQuotes?.[1]?.replaceAll('""', '"') ?? plain.exec(text)?.[0] ?? ''
    row.push(cell.replaceAll(/[\s\u00a0]+/gu, ' ').trim())
    at = inQuotes ? quoted.lastIndex : plain.lastIndex
    if (text[at] !== between) {
      rows.push(row)
      row = []
      if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    }
    at += 1
  }
  return rows.filter((cells) => cells.some((cell) => cell !== ''))
}

type Meaning = 'packs' | 'code' | 'name' | 'note'

const HEADS: Record<Meaning, readonly string[]> = {
  packs: [
    'packs',
    'qty',
    'quantity',
    'order qty',
    'order quantity',
    'quantity packs',
    'qty packs',
    'no of packs',
    'number of packs',
  ],
  code: [
    ...[
      'dm+d',
      'dm+d id',
      'dmd',
      'dmd id',
      'ampp',
      'ampp id',
      'gtin',
      'barcode',
      'ean',
      'code',
      'product code',
      'item code',
    ],
    ...['supplier code', 'local code', 'npc', 'npc code', 'sku', 'id', 'product id'],
  ],
  name: [
    'product',
    'product name',
    'item',
    'item name',
    'name',
    'local name',
    'description',
    'medicine',
    'drug',
    'drug name',
    'pack',
    'pack size',
    'size',
    'strength',
    'form',
  ],
  note: [
    'note',
    'notes',
    'reference',
    'ref',
    'comment',
    'comments',
    'requisition',
    'ward',
    'order ref',
    'your ref',
    'our ref',
  ],
}

function meaningOf(head: string): Meaning | null {
  const words = head
    .toLowerCase()
    .replaceAll(/[^a-z0-9+ ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
  return (Object.keys(HEADS) as Meaning[]).find((one) => HEADS[one].includes(words)) ?? null
}

/** A number as it could stand in a column of packs, also one that is no whole number. */
function isNumber(cell: string): boolean {
  return cell.length <= 9 && /^-?(\d{1,3}(,\d{3})+|\d{1,7})(\.\d+)?$/.test(cell)
}

/**
 * Reads a pasted list. A row of known heads ("Product", "Qty", "Note") says what each column is. Without one, the column
 * of numbers holds the packs, what stands before it names the product, and what stands after it is a note; where several
 * columns hold numbers, it is asked which (`packsColumn` answers).
 */
export function readPaste(text: string, packsColumn?: number): ReadPaste {
  const table = cellsOf(text)
  const [first = []] = table
  const heads = first.map(meaningOf)
  const headed = heads.includes('packs') && !first.some(isNumber) && (heads.includes('code') || heads.includes('name'))
  if (headed) {
    const left = first.filter((cell, column) => cell !== '' && heads[column] === null)
    return { kind: 'rows', rows: table.slice(1).map((cells) => rowOf(cells, heads)), left }
  }
  const width = Math.max(0, ...table.map((cells) => cells.length))
  const columns = Array.from({ length: width }, (_, column) => column)
  const numbers = columns.filter((column) => {
    const filled = table.map((cells) => cells[column] ?? '').filter((cell) => cell !== '')
    return filled.length > 0 && filled.filter(isNumber).length * 2 >= filled.length
  })
  if (numbers.length > 1 && (packsColumn === undefined || packsColumn >= width)) {
    return { kind: 'ask', columns: numbers.map((column) => ({ column, samples: samples(table, column) })) }
  }
  const packs = packsColumn ?? numbers[0] ?? null
  const before = packs === null || packs > 0
  const meanings = columns.map((column): Meaning => {
    if (column === packs) return 'packs'
    if (packs === null) return column === 0 ? 'code' : 'name'
    return before ? (column < packs ? 'code' : 'note') : column === 1 ? 'code' : 'note'
  })
  return { kind: 'rows', rows: table.map((cells) => rowOf(cells, meanings)), left: [] }
}

const SAMPLES = 3

function samples(table: readonly string[][], column: number): string[] {
  return table
    .map((cells) => cells[column] ?? '')
    .filter((cell) => cell !== '')
    .slice(0, SAMPLES)
}

function rowOf(cells: readonly string[], meanings: readonly (Meaning | null)[]): PastedRow {
  const of = (...wanted: Meaning[]) =>
    cells.filter((cell, column) => {
      const meaning = column < meanings.length ? meanings[column] : 'note'
      return cell !== '' && wanted.some((one) => one === meaning)
    })
  const codes = of('code')
  const naming = of('code', 'name')
  const [packs = ''] = of('packs')
  const wanted = codes.find(isCode) ?? naming.find(isCode) ?? codes[0] ?? naming[0] ?? ''
  const kept = (text: string) => text.slice(0, LONGEST_CELL).toWellFormed()
  return { wanted: kept(wanted), words: kept(naming.join(' ')), packs: kept(packs), note: kept(of('note').join(' ')) }
}

/** Whether a cell names a product by a number of the dictionary or a barcode, also one that Excel has broken. */
function isCode(cell: string): boolean {
  return isDmdId(cell) || gtin14(cell) !== null || isBrokenByExcel(cell)
}

/**
 * Whether a spreadsheet has turned a long number into one it can count with: 1.08503E+17, or 16 to 18 digits of which
 * those after the 15th are noughts. What was lost cannot be worked out again.
 */
export function isBrokenByExcel(text: string): boolean {
  if (/^\d(?:[.,]\d+)?E\+\d{1,2}$/i.test(text)) return true
  return /^[1-9]\d{15,17}$/.test(text) && /^0+$/.test(text.slice(15)) && !isDmdId(text)
}
