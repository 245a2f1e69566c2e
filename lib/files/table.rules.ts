import { type layoutsOf, missingFields } from './apart.rules.ts'
import { readDay } from './day-order.rules.ts'
import type { Field } from './field.rules.ts'
import { columnLetters, type Layout } from './layout.rules.ts'
import { plainName } from './plain-name.rules.ts'
import { type Problem, shortened } from './report.rules.ts'
import type { RawRow, TableRow } from './row.rules.ts'
import type { FileFormat } from './what-it-is.rules.ts'

/** What is wrong with a file as a whole, or with one row of it. */
export const whole = (problem: string, row: number | null = null): Problem => ({ row, column: null, cell: '', problem })

/** What a column is called in a report: its name in the file, in a workbook with its letters; else the field's own. */
export function columnLabel(field: string, { headers, places }: Layout, format: FileFormat): string {
  const place = places[field]
  if (!place || !('column' in place)) return field
  return placeLabel(place.column, headers, format) ?? field
}

/** What a column of a file is called in a report, by its place: its name, in a workbook with its letters; null where it has none. */
export function placeLabel(at: number, headers: readonly string[], format: FileFormat): string | null {
  const header = headers[at] ?? ''
  if (format !== 'xlsx') return header || null
  return header ? `${header} (${columnLetters(at)})` : columnLetters(at)
}

/** What is wrong with the column names: those that are missing, those that stand there twice. */
export function headProblems(layout: Layout, fields: readonly Field[]): Problem[] {
  const { headers, headRow, places } = layout
  const missing = missingFields(places, fields).map((field) => field.name)
  const problems: Problem[] = []
  if (missing.length > 0) {
    const few = missing.length === 1
    const problem =
      Object.keys(places).length === 0
        ? 'None of these is a column that this kind of file needs. Compare it with the template, and check that you chose the right kind of file.'
        : `${few ? 'A column is' : 'Columns are'} missing: ${missing.join(', ')}. Say below which ${few ? 'column it is' : 'columns they are'}, or add ${few ? 'it' : 'them'} to the file.`
    problems.push({
      row: headRow,
      column: missing[0] ?? null,
      cell: shortened(headers.filter(Boolean).join(', ')),
      problem,
    })
  }
  const names = headers.map(plainName)
  const taken = Object.values(places).flatMap((place) => ('column' in place ? [place.column] : []))
  for (const name of new Set(taken.map((column) => names[column] ?? ''))) {
    if (names.indexOf(name) === names.lastIndexOf(name)) continue
    const header = headers[names.indexOf(name)] ?? name
    const problem = 'The column stands there twice. Say which of the two is meant, or take one out.'
    problems.push({ row: headRow, column: header, cell: header, problem })
  }
  return problems
}

/** Column names of the file that no field takes. */
export function unusedColumns({ headers, places }: Layout): string[] {
  const taken = new Set(Object.values(places).flatMap((place) => ('column' in place ? [place.column] : [])))
  return headers.filter((header, column) => header !== '' && !taken.has(column))
}

/**
 * One raw row as the rows it stands for: one or, where a field stands in one column for each value of another, one for each
 * column in which something stands. Beside them what is wrong with it, each thing once.
 */
export function tableRows(
  raw: RawRow,
  parts: ReturnType<typeof layoutsOf>,
  fields: readonly Field[],
  format: FileFormat,
): { rows: TableRow[]; problems: Problem[] } {
  const rows: TableRow[] = []
  const problems = new Map<string, Problem>()
  for (const { layout, part } of parts) {
    const place = part && layout.places[part.field]
    if (place && 'column' in place && (raw.cells[place.column] ?? '') === '') continue
    const read = tableRow(raw, layout, fields, format)
    if (!('problems' in read)) rows.push(part ? { ...read, part } : read)
    else for (const one of read.problems) problems.set(`${one.column}\n${one.problem}`, one)
  }
  return { rows, problems: [...problems.values()] }
}

/** One raw row by its fields, or what is wrong with it as a row: cut off, too wide, a cell that cannot be read. */
export function tableRow(
  raw: RawRow,
  layout: Layout,
  fields: readonly Field[],
  format: FileFormat,
): TableRow | { problems: Problem[] } {
  const { headers, places } = layout
  const { row, cells, flaws = [] } = raw
  if (format !== 'xlsx') {
    const width = rowWidthProblem(raw, headers)
    if (width) return { problems: [width] }
  }
  const taken = new Set(Object.values(places).flatMap((place) => ('column' in place ? [place.column] : [])))
  const mine = flaws.filter(({ at }) => at === null || taken.has(at))
  if (mine.length > 0) {
    return {
      problems: mine.map(({ at, what }) => ({
        row,
        column: at === null ? null : placeLabel(at, headers, format),
        cell: at === null ? '' : shortened(cells[at] ?? ''),
        problem: what,
      })),
    }
  }
  const order = layout.days?.order ?? 'dmy'
  const problems: Problem[] = []
  const byField = fields.map(({ name, day }): [string, string] => {
    const place = places[name]
    if (!place) return [name, '']
    if (!('column' in place)) return [name, place.value]
    const cell = cells[place.column] ?? ''
    const read = day ? readDay(cell, order) : cell
    if (read === null) {
      problems.push({ row, column: columnLabel(name, layout, format), cell: shortened(cell), problem: NO_SUCH_DAY })
    }
    return [name, read ?? '']
  })
  return problems.length > 0 ? { problems } : { row, cells: Object.fromEntries(byField) }
}

const NO_SUCH_DAY =
  'There is no such day. The days of this file are read month first, like 12/31/2026: mend the cell, or change how the days are written.'

function rowWidthProblem({ row, cells }: RawRow, headers: readonly string[]): Problem | null {
  if (cells.length < headers.length) {
    return {
      row,
      column: headers[cells.length] || null,
      cell: shortened(cells.at(-1) ?? ''),
      problem: `The row ends after ${cells.length} of ${headers.length} cells: it was cut off. Complete it, or send the file again.`,
    }
  }
  if (cells.slice(headers.length).every((cell) => cell === '')) return null
  return {
    row,
    column: null,
    cell: shortened(cells.slice(headers.length).join(', ')),
    problem: `The row has ${cells.length} cells for ${headers.length} columns. Put quotation marks around text that holds a comma.`,
  }
}

/** A file without a row of its own: nothing at all, or column names only. */
export function emptyProblem(rows: number): Problem | null {
  if (rows === 0) return whole('The file holds no rows. It needs a row of column names.')
  return rows === 1 ? whole('The file holds column names and no rows.') : null
}
