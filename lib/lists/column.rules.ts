import type { LocalDate } from '#lib/values/dates.ts'
import { type Pence, type Price, penceAsDecimal, priceAsDecimal } from '#lib/values/money.ts'
import { type Milli, milliAsDecimal } from '#lib/values/packs.ts'

/**
 * One cell of a list that goes out as a file, the same for CSV and XLSX. Words and ids are text; a decimal is exact
 * ("1234.50", never through a floating number), `places` is how many of its decimals are always and at most shown.
 */
export type ListCell =
  | { as: 'text'; text: string }
  | { as: 'number'; decimal: string; places: readonly [least: number, most: number] }
  | { as: 'date'; date: LocalDate }
  | { as: 'time'; at: Date }

/** What kind of cells a column holds: decides its width, its alignment and how a spreadsheet treats it. */
export type ColumnKind = 'text' | 'id' | 'number' | 'date' | 'time'

/** A column of a list: its head, its kind, and the cell of a row. An empty text is an empty cell. */
export type Column<Row> = { title: string; kind: ColumnKind; cell: (row: Row) => ListCell }

const NOTHING: ListCell = { as: 'text', text: '' }
const words = (text: string): ListCell => ({ as: 'text', text })

/** Words; nothing known is an empty cell. */
export function text<Row>(title: string, value: (row: Row) => string | null | undefined): Column<Row> {
  return { title, kind: 'text', cell: (row) => words(value(row) ?? '') }
}

/** A number that is no quantity: dm+d ids, GTINs, account and order numbers. Never a number to a spreadsheet. */
export function id<Row>(title: string, value: (row: Row) => string | null | undefined): Column<Row> {
  return { title, kind: 'id', cell: (row) => words(value(row) ?? '') }
}

/** Whole things: lines, packs, days. */
export function count<Row>(title: string, value: (row: Row) => number | null | undefined): Column<Row> {
  return number(title, [0, 0], value, String)
}

/** A measured number with at most one decimal, given in tenths: degrees, days of cover. */
export function tenths<Row>(title: string, value: (row: Row) => number | null | undefined): Column<Row> {
  return number(title, [1, 1], value, (n) => `${n < 0 ? '-' : ''}${Math.trunc(Math.abs(n) / 10)}.${Math.abs(n) % 10}`)
}

/** Units of a medicine, given in thousandths. */
export function units<Row>(title: string, value: (row: Row) => Milli | null | undefined): Column<Row> {
  return number(title, [0, 3], value, milliAsDecimal)
}

/** A rate in basis points as a percentage: 2000 is 20. */
export function percent<Row>(title: string, value: (row: Row) => number | null | undefined): Column<Row> {
  return number(title, [0, 2], value, (points) => milliAsDecimal((points * 10) as Milli))
}

/** An amount in pence as pounds with two decimals; words stand where it is not shown. */
export function money<Row>(title: string, value: (row: Row) => Pence | string | null | undefined): Column<Row> {
  return number(title, [2, 2], value, penceAsDecimal)
}

/** A price in ten-thousandths of a pound as pounds with two to four decimals; words stand where it is not shown. */
export function unitPrice<Row>(title: string, value: (row: Row) => Price | string | null | undefined): Column<Row> {
  return number(title, [2, 4], value, priceAsDecimal)
}

/** A day. */
export function day<Row>(title: string, value: (row: Row) => LocalDate | null | undefined): Column<Row> {
  const cell = (date: LocalDate | null | undefined): ListCell => (date ? { as: 'date', date } : NOTHING)
  return { title, kind: 'date', cell: (row) => cell(value(row)) }
}

/** A moment, shown in London's time. */
export function moment<Row>(title: string, value: (row: Row) => Date | null | undefined): Column<Row> {
  const cell = (at: Date | null | undefined): ListCell => (at ? { as: 'time', at } : NOTHING)
  return { title, kind: 'time', cell: (row) => cell(value(row)) }
}

/** Yes or No. */
export function yes<Row>(title: string, value: (row: Row) => boolean): Column<Row> {
  return { title, kind: 'text', cell: (row) => words(value(row) ? 'Yes' : 'No') }
}

function number<Row, N extends number>(
  title: string,
  places: readonly [number, number],
  value: (row: Row) => N | string | null | undefined,
  decimal: (n: N) => string,
): Column<Row> {
  return {
    title,
    kind: 'number',
    cell(row) {
      const known = value(row)
      if (known === null || known === undefined) return NOTHING
      return typeof known === 'string' ? words(known) : { as: 'number', decimal: decimal(known), places }
    },
  }
}
