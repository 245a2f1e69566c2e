import { columnLetters } from '../layout.rules.ts'
import { type Flaw, MOST_COLUMNS, type RawRow, rawRow } from '../row.rules.ts'
import { Unreadable } from './batch.ts'
import { addressOf, dayText, numberText, timeText } from './excel-cell.rules.ts'
import type { Workbook } from './workbook.ts'
import { type XmlEvents, xmlEvents } from './xml-events.ts'

/** What a sheet tells while it is read: rows as they are through, how many it says it has, which cells are merged, how far it is. */
export type SheetRows = { rows: RawRow[]; expected: number | null; merged: string[]; row: number | null }

type OpenCell = { column: number; type: string; style: number; formula: boolean; value: string }

const LONGEST_VALUE = 40_000

/**
 * Reads the rows of a sheet piece by piece. Values as they are shown: texts, numbers, days as "2026-06-01". A cell with a
 * formula or one of Excel's errors is a flaw with its address: formulas are not worked out, and their last result is not
 * trusted.
 */
export async function* sheetRows(pieces: AsyncIterable<Uint8Array>, book: Workbook): AsyncGenerator<SheetRows> {
  const gathered: SheetRows = { rows: [], expected: null, merged: [], row: null }
  try {
    for await (const _ of xmlEvents(pieces, sheetEvents(book, gathered))) {
      yield gathered
      gathered.rows = []
    }
  } catch (fault) {
    if (!(fault instanceof Unreadable) || fault.row !== null) throw fault
    throw new Unreadable(fault.message, gathered.row)
  }
}

function sheetEvents(book: Workbook, gathered: SheetRows): XmlEvents {
  let [row, column] = [0, -1]
  let texts: string[] = []
  let flaws: Flaw[] = []
  let cell: OpenCell | null = null
  let within = false
  let aside = 0
  return {
    open: (name, given) => {
      switch (name) {
        case 'dimension':
          gathered.expected = rowsOfRange(given.ref ?? '')
          break
        case 'mergeCell':
          if (given.ref) gathered.merged.push(given.ref)
          break
        case 'row':
          row = Number(given.r ?? row + 1)
          gathered.row = row
          ;[column, texts, flaws] = [-1, [], []]
          break
        case 'c': {
          column = addressOf(given.r ?? '')?.column ?? column + 1
          cell = { column, type: given.t ?? 'n', style: Number(given.s ?? 0), formula: false, value: '' }
          break
        }
        case 'f':
          if (cell) cell.formula = true
          break
        case 'rPh':
          aside += 1
          break
        case 'v':
        case 't':
          within = cell !== null && aside === 0
          break
      }
    },
    text: (piece) => {
      if (within && cell && cell.value.length < LONGEST_VALUE) cell.value += piece
    },
    close: (name) => {
      if (name === 'v' || name === 't') within = false
      else if (name === 'rPh') aside -= 1
      else if (name === 'c' && cell) {
        const read = shownValue(cell, book, row)
        if (read.text !== '' || read.flaw) {
          if (cell.column >= MOST_COLUMNS) throw tooFar(cell.column, row)
          while (texts.length < cell.column) texts.push('')
          texts[cell.column] = read.text
          if (read.flaw) flaws.push({ at: cell.column, what: read.flaw })
        }
        cell = null
      } else if (name === 'row') {
        const read = rawRow(row, texts, flaws)
        if (read) gathered.rows.push(read)
      }
    },
  }
}

function shownValue(
  cell: OpenCell,
  { texts, kinds, since1904 }: Workbook,
  row: number,
): { text: string; flaw?: string } {
  const { type, value } = cell
  const address = `${columnLetters(cell.column)}${row}`
  if (cell.formula) {
    const flaw = `Cell ${address} holds a formula, and formulas are not worked out. Copy the column and paste its values instead.`
    return { text: value, flaw }
  }
  switch (type) {
    case 's': {
      const text = texts[Number(value)]
      return text === undefined ? noSuchValue(value, address) : { text }
    }
    case 'str':
    case 'inlineStr':
      return { text: value }
    case 'b':
      return { text: value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value }
    case 'e':
      return {
        text: value,
        flaw: `Cell ${address} holds Excel’s error ${value}. Mend it in the workbook, or clear the cell.`,
      }
    case 'd':
      return { text: value.replace(/T00:00(:00(\.0+)?)?Z?$/, '') }
    default: {
      if (value === '') return { text: '' }
      const kind = kinds[cell.style] ?? 'number'
      const text = kind === 'date' ? dayText(value, since1904) : kind === 'time' ? timeText(value) : numberText(value)
      return text === null ? noSuchValue(value, address) : { text }
    }
  }
}

function noSuchValue(text: string, address: string): { text: string; flaw: string } {
  return { text, flaw: `Cell ${address} holds a number or a date that does not exist. Enter it anew.` }
}

function tooFar(column: number, row: number): Unreadable {
  const what = `Something stands in column ${columnLetters(column)}. Take out what stands beyond column ${columnLetters(MOST_COLUMNS - 1)}.`
  return new Unreadable(what, row, columnLetters(column))
}

function rowsOfRange(ref: string): number | null {
  const [first, last] = ref.split(':').map((one) => addressOf(one)?.row)
  return last !== undefined && first !== undefined && last >= first ? last - first + 1 : null
}
