import type { Problem } from './report.rules.ts'
import type { RawRow } from './row.rules.ts'
import { placeLabel } from './table.rules.ts'
import type { FileFormat } from './what-it-is.rules.ts'

/** A row of a file with what must be put right in it: by the place of the cell, and all of it in one text. */
export type MarkedRow = { row: number; cells: readonly string[]; marks: ReadonlyMap<number, string>; says: string }

/** Above so many rows a marked copy holds the rows that must be put right, and those above the first of them that name columns. */
export const MARKED_WHOLE = 20_000

/** What marks rows: by row, and the places of the columns that problems name. */
export type Marker = (raw: RawRow) => MarkedRow

/** Marks the rows of a file. A problem of a whole row, or of a column that is none of the file's, stands in the text alone. */
export function markerOf(problems: readonly Problem[], headers: readonly string[], format: FileFormat): Marker {
  const places = new Map<string, number>()
  for (const at of headers.keys()) {
    const label = placeLabel(at, headers, format)
    if (label !== null && !places.has(label)) places.set(label, at)
  }
  const byRow = Map.groupBy(problems, (one) => one.row)
  return ({ row, cells }) => {
    const mine = byRow.get(row) ?? []
    const marks = new Map<number, string>()
    for (const { column, problem } of mine) {
      const at = column === null ? undefined : places.get(column)
      if (at !== undefined) marks.set(at, [marks.get(at), problem].filter(Boolean).join(' '))
    }
    const says = mine.map(({ column, problem }) => (column === null ? problem : `${column}: ${problem}`)).join(' ')
    return { row, cells, marks, says }
  }
}

/** Rows that must be put right. */
export function rowsToMark(problems: readonly Problem[]): Set<number> {
  return new Set(problems.flatMap(({ row }) => (row === null ? [] : [row])))
}
