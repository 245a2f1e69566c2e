import { stringify } from 'csv-stringify/sync'

/** A cell of a file that people open in a spreadsheet: numbers stay numbers, ids and words are text. */
export type CsvCell = string | number | null

/**
 * Text that a spreadsheet will not take for a formula: a cell beginning with = + - @ tab or CR gets an apostrophe in
 * front (OWASP, CSV injection). Numbers are written as numbers and need none.
 */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** Rows as CSV (RFC 4180, CRLF); every text cell neutralised. `bom` for Excel, once at the head of a file. */
export function csvRows(rows: readonly (readonly CsvCell[])[], { bom = false } = {}): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutralise(cell) : cell)))
  return `${bom ? '\uFEFF' : ''}${stringify(cells, { record_delimiter: '\r\n' })}`
}
