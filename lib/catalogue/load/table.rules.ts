import { CsvError, parse } from 'csv-parse/sync'
import { type Problem, shortened } from './report.rules.ts'

/** One row of a file: cells by column name, trimmed; '' where there is none. */
export type TableRow<C extends string> = { row: number; cells: Record<C, string> }

/** What a file's table holds. Rows with problems of their own (cut off, too long) are not among `rows`. */
export type Table<C extends string> = { rows: TableRow<C>[]; problems: Problem[]; notes: string[] }

/** The columns a file may have; those of `required` must be there. */
export type Columns<C extends string> = { all: readonly C[]; required: readonly C[] }

const MOST_ROWS = 200_000
const LONGEST_CELL = 2000
const DELIMITERS = [',', ';', '\t'] as const

const whole = (problem: string, row: number | null = null): Problem => ({ row, column: null, cell: '', problem })

/** Name of a column as it is compared: lower case, words joined by underscores. */
export function columnName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/**
 * A cell as it is read: trimmed, spaces of every kind made plain; Excel's guard around a number (="123", '123) taken off.
 */
export function cellText(raw: string): string {
  const text = raw.replace(/[\u00a0\u2007\u202f\ufeff]/g, ' ').trim()
  const guarded = /^="(.*)"$/s.exec(text)
  return guarded ? (guarded[1] ?? '').trim() : /^'\d/.test(text) ? text.slice(1) : text
}

/**
 * Reads CSV text with a row of column names: comma, semicolon or tab between cells, quotes around cells that need them
 * (line breaks within), CRLF or LF. Empty rows are passed over. A row with too few or too many cells is a problem of that
 * row; a quotation mark that is never closed stops the reading there.
 */
export function readTable<C extends string>(text: string, columns: Columns<C>): Table<C> {
  const body = text.replace(/^\ufeff/, '')
  const delimiter = delimiterOf(body)
  const read = records(body, delimiter)
  if ('problem' in read) return { rows: [], problems: [read.problem], notes: [] }
  const filled = read.records
    .map(({ record, info }) => ({ row: info.records + info.empty_lines, cells: record.map(cellText) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [head, ...rows] = filled
  if (!head)
    return { rows: [], problems: [whole('The file holds no rows. It needs a row of column names.')], notes: [] }
  const names = head.cells.map(columnName)
  const problems = headProblems(names, columns, head.row)
  if (problems.length > 0) return { rows: [], problems, notes: [] }
  if (rows.length === 0) problems.push(whole('The file holds column names and no rows.'))
  if (rows.length > MOST_ROWS) {
    return {
      rows: [],
      problems: [whole(`The file holds ${rows.length} rows. Split it into files of at most ${MOST_ROWS}.`)],
      notes: [],
    }
  }
  const known: readonly string[] = columns.all
  const ignored = names.filter((name) => name !== '' && !known.includes(name))
  const notes = ignored.length > 0 ? [`Not read, since they have no meaning here: ${ignored.join(', ')}.`] : []
  if (delimiter !== ',') notes.push(`The cells are separated by ${delimiter === ';' ? 'semicolons' : 'tabs'}.`)
  const good: TableRow<C>[] = []
  for (const { row, cells } of rows) {
    const problem = rowProblem(row, cells, names)
    if (problem) problems.push(problem)
    else good.push({ row, cells: byName(cells, names, columns.all) })
  }
  return { rows: good, problems, notes }
}

function delimiterOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? ''
  const count = (sign: string) => head.split(sign).length
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',' as string)
}

type Read = { record: string[]; info: { records: number; empty_lines: number } }

function records(text: string, delimiter: string): { records: Read[] } | { problem: Problem } {
  const options = {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    info: true,
  }
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0 // the reader makes an error for each row of another length, and its trace costs most of the time
  try {
    return { records: parse(text, { ...options, record_delimiter: ['\r\n', '\n', '\r'] }) as unknown as Read[] }
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    const at = typeof fault.records === 'number' ? fault.records + Number(fault.empty_lines ?? 0) + 1 : null
    return { problem: whole(wordsOf(fault.code), at) }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function wordsOf(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is opened here and never closed, so that the rest cannot be read. Close it, or write it twice where it belongs to the text.'
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'A quotation mark stands in the middle of a cell, so that the rest cannot be read. Put quotation marks around the whole cell and write the inner one twice.'
    case 'CSV_MAX_RECORD_SIZE':
      return 'A row is longer than any row can be. A quotation mark before it is probably not closed.'
    default:
      return `The file cannot be read from here on (${code}). Save it as “CSV UTF-8” again.`
  }
}

function headProblems(names: readonly string[], columns: Columns<string>, row: number): Problem[] {
  const problems: Problem[] = []
  const missing = columns.required.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const found = names.filter((name) => columns.all.includes(name)).length
    problems.push({
      row,
      column: missing[0] ?? null,
      cell: shortened(names.join(', ')),
      problem:
        found === 0
          ? 'The first row holds none of the column names this file needs. Compare it with the template, and check that you chose the right kind of file.'
          : `${missing.length === 1 ? 'A column is' : 'Columns are'} missing: ${missing.join(', ')}. Add ${missing.length === 1 ? 'it' : 'them'} to the first row.`,
    })
  }
  for (const name of new Set(names)) {
    if (columns.all.includes(name) && names.indexOf(name) !== names.lastIndexOf(name)) {
      problems.push({
        row,
        column: name,
        cell: name,
        problem: 'The column stands there twice. Take one of the two out.',
      })
    }
  }
  return problems
}

function rowProblem(row: number, cells: readonly string[], names: readonly string[]): Problem | null {
  if (cells.length < names.length) {
    return {
      row,
      column: names[cells.length] ?? null,
      cell: shortened(cells.at(-1) ?? ''),
      problem: `The row ends after ${cells.length} of ${names.length} cells: it was cut off. Complete it, or send the file again.`,
    }
  }
  if (cells.slice(names.length).some((cell) => cell !== '')) {
    return {
      row,
      column: null,
      cell: shortened(cells.slice(names.length).join(', ')),
      problem: `The row has ${cells.length} cells for ${names.length} columns. Put quotation marks around text that holds a comma.`,
    }
  }
  const long = cells.findIndex((cell) => cell.length > LONGEST_CELL)
  if (long >= 0) {
    return {
      row,
      column: names[long] ?? null,
      cell: shortened(cells[long] ?? ''),
      problem: `The text is longer than ${LONGEST_CELL} characters. A quotation mark before it is probably not closed.`,
    }
  }
  const odd = cells.findIndex(unreadable)
  if (odd < 0) return null
  return {
    row,
    column: names[odd] ?? null,
    cell: shortened(cells[odd] ?? ''),
    problem: 'The text holds a sign that cannot be read. Type it anew.',
  }
}

/** Signs that no text has: control characters but tab and line breaks, and the mark of what could not be decoded. */
function unreadable(text: string): boolean {
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127 || code === 0xfffd) return true
  }
  return false
}

function byName<C extends string>(
  cells: readonly string[],
  names: readonly string[],
  all: readonly C[],
): Record<C, string> {
  return Object.fromEntries(all.map((name) => [name, cells[names.indexOf(name)] ?? ''])) as Record<C, string>
}
