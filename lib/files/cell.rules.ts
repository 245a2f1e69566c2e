import { gtin14, isDmdId } from '#lib/values/codes.ts'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'
import { type Pence, type Price, parsePounds, parsePrice } from '#lib/values/money.ts'
import { type Problem, shortened } from './report.rules.ts'
import type { TableRow } from './row.rules.ts'

const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d+$/i
const ROUNDED = /^\d{16,18}$/

/** Reads the cells of one row. What cannot be read is put on the list of problems, and null comes back. */
export type CellReader<C extends string> = ReturnType<typeof cellReader<C>>

/** Reads the cells of one row into values, collecting what is wrong with them. */
function cellReader<C extends string>({ row, cells }: TableRow<C>, problems: Problem[]) {
  const complain = (column: C | null, problem: string): null => {
    problems.push({ row, column, cell: column === null ? '' : shortened(cells[column]), problem })
    return null
  }
  const needed = (column: C, what: string): string | null =>
    cells[column] === '' ? complain(column, `Nothing stands here. Enter ${what}.`) : cells[column]

  return {
    row,
    complain,
    /** The cell as one line; '' when empty. */
    text: (column: C, most = 200): string | null => {
      const text = cells[column].replace(/\s+/g, ' ')
      return text.length <= most
        ? text
        : complain(column, `The text has ${text.length} characters. Shorten it to ${most}.`)
    },
    /** The cell as one line, which must not be empty. */
    needed: (column: C, what: string, most = 300): string | null => {
      const text = needed(column, what)?.replace(/\s+/g, ' ') ?? null
      if (text === null || text.length <= most) return text
      return complain(column, `The text has ${text.length} characters. Shorten it to ${most}.`)
    },
    /** A dm+d id; '' when empty and not needed. */
    dmdId: (column: C, what: string, optional = false): string | null => {
      const text = cells[column]
      if (text === '') return optional ? '' : needed(column, what)
      if (isDmdId(text)) return text
      if (SCIENTIFIC.test(text)) {
        return complain(
          column,
          'Excel has shortened this id and its last digits are lost. Format the column as text, then enter the ids again.',
        )
      }
      if (!/^\d+$/.test(text)) return complain(column, `This is no dm+d id. Enter ${what}: 6 to 18 digits.`)
      if (ROUNDED.test(text) && text.endsWith('0')) {
        return complain(
          column,
          'The check digit does not fit. Excel has probably rounded the id: format the column as text, then enter it again.',
        )
      }
      return complain(column, 'The check digit does not fit, so a digit is wrong or missing. Copy the id again.')
    },
    /** A barcode as GTIN-14; '' when empty. */
    gtin: (column: C, text = cells[column]): string | null => {
      if (text === '') return ''
      const code = gtin14(text)
      if (code !== null) return code
      if (SCIENTIFIC.test(text)) {
        return complain(
          column,
          'Excel has shortened this barcode and its last digits are lost. Format the column as text, then enter it again.',
        )
      }
      if (!/^\d+$/.test(text))
        return complain(column, 'This is no barcode. Enter the 8, 12, 13 or 14 digits under the bars.')
      if (/^(\d{8}|\d{12,14})$/.test(text)) {
        return complain(
          column,
          'The check digit of the barcode does not fit, so a digit is wrong. Copy or scan it again.',
        )
      }
      return complain(
        column,
        `A barcode has 8, 12, 13 or 14 digits, this has ${text.length}. Leading zeros may have been lost: scan it again.`,
      )
    },
    /** A day; null when it is none. */
    date: (column: C, what: string): LocalDate | null => {
      const text = needed(column, what)
      return text === null ? null : readDate(text, (problem) => complain(column, problem))
    },
    /** A day, or '' when empty. */
    optionalDate: (column: C): LocalDate | '' | null =>
      cells[column] === '' ? '' : readDate(cells[column], (problem) => complain(column, problem)),
    /** A price per pack above zero, up to four decimals; null when empty only if `optional`. */
    price: (column: C, what: string): Price | null => {
      const text = needed(column, what)
      return text === null ? null : readPrice(text, (problem) => complain(column, problem))
    },
    optionalPrice: (column: C): Price | '' | null =>
      cells[column] === '' ? '' : readPrice(cells[column], (problem) => complain(column, problem)),
    /** An amount in pounds with at most two decimals; 0 when empty. */
    pounds: (column: C): Pence | null =>
      cells[column] === ''
        ? (0 as Pence)
        : (parsePounds(cells[column]) ?? complain(column, 'This is no amount. Enter pounds, like 150 or 150.00.')),
    /** A whole number within bounds; the value of `empty` when empty. */
    whole: <E>(column: C, { least, most, empty }: { least: number; most: number; empty: E }): number | E | null => {
      const text = cells[column]
      if (text === '') return empty
      const value = /^\d{1,9}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
      if (value >= least && value <= most) return value
      return complain(column, `Enter a whole number from ${least} to ${most}.`)
    },
    /** Yes or no; no when empty. */
    flag: (column: C): boolean | null => {
      const text = cells[column].toLowerCase()
      if (['', 'n', 'no', 'false', '0'].includes(text)) return false
      if (['y', 'yes', 'true', '1'].includes(text)) return true
      return complain(column, 'Enter Y or N.')
    },
    /** One of several words, in any case; the first of `empty` when empty. */
    oneOf: <V extends string>(column: C, values: readonly V[], empty: V | null): V | null => {
      const text = cells[column].toLowerCase()
      if (text === '' && empty !== null) return empty
      const found = values.find((value) => value.toLowerCase() === text)
      return found ?? complain(column, `Enter ${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}.`)
    },
  }
}

/** What a row of a file says; null where it cannot be read, with what is wrong. Warnings stop nothing. */
export type ReadRow<T> = { value: T | null; problems: Problem[]; warnings: Problem[] }

/** Reads one row as its kind does. A row with a problem says nothing. */
export function readRow<C extends string, T>(
  row: TableRow<C>,
  read: (at: CellReader<C>, row: TableRow<C>) => T | null,
): ReadRow<T> {
  const problems: Problem[] = []
  const value = read(cellReader(row, problems), row)
  return { value: problems.length === 0 ? value : null, problems, warnings: [] }
}

function readDate(text: string, complain: (problem: string) => null): LocalDate | null {
  const day = parseDate(text.replace(/[ T]00:00(:00)?$/, ''))
  if (day !== null) return day
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    return complain(
      'Excel wrote the date as a number. Format the column as a date, like 01/06/2026, and save the file again.',
    )
  }
  if (/^\d{1,2}\/(1[3-9]|2\d|3[01])\/\d{2,4}$/.test(text)) {
    return complain('There is no such month. Write the day first, like 30/06/2026, or 2026-06-30.')
  }
  return complain('This is no date. Write 2026-06-01 or 01/06/2026.')
}

function readPrice(text: string, complain: (problem: string) => null): Price | null {
  const value = parsePrice(text)
  if (value !== null && value > 0) return value
  if (value === 0) return complain('A price must be more than zero. Leave the row out if there is no price.')
  if (/^-|^\(.*\)$/.test(text)) return complain('A price cannot be negative. Enter the price per pack, ex VAT.')
  if (/^£?[\d,]*\.\d{5,}$/.test(text)) return complain('The price has more than four decimals. Round it to four.')
  if (/^\d+,\d{1,2}$/.test(text)) return complain('Write the price with a point, like 18.50.')
  return complain('This is no price. Enter pounds per pack, ex VAT, like 18.50.')
}
