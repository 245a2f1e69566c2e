import type { Field } from './field.rules.ts'
import { guessColumns } from './layout.rules.ts'
import type { RawRow } from './row.rules.ts'

/** A figure, a day, an amount: what stands in rows, never in the names of columns. */
const FIGURE = /^[£\s\d.,/:%-]+$/

/** So many columns are named by the upper row alone, at least: else the row beneath may be a row of data that is hardly filled. */
const LEAST = 2

/**
 * Column names that stand in two rows, the upper of them in merged cells ("Price" over "DLN", "DLS"), as one row of names
 * ("Price DLN", "Price DLS") in the place of the lower one. Null where the row beneath is no second row of names: it is one
 * where it holds only texts, each beneath a merged cell or beneath none, and nothing beneath the columns that are known.
 */
export function joinedHead(upper: RawRow, lower: RawRow | undefined, fields: readonly Field[]): RawRow | null {
  if (!lower || lower.row !== upper.row + 1 || lower.flaws) return null
  const width = Math.max(upper.cells.length, lower.cells.length)
  const at = (row: RawRow, column: number) => row.cells[column] ?? ''
  const named = Array.from({ length: width }, (_, column) => column).filter((column) => at(lower, column) !== '')
  const merged = (column: number) =>
    at(upper, column) === '' || (at(upper, column + 1) === '' && at(lower, column + 1) !== '')
  if (named.length < 2 || !named.every((column) => merged(column) && !FIGURE.test(at(lower, column)))) return null
  const known = [...guessColumns(upper.cells, fields).values()].filter((column) => at(lower, column) === '')
  if (known.length < LEAST) return null
  let over = ''
  const cells = Array.from({ length: width }, (_, column) => {
    if (at(upper, column) !== '') over = at(upper, column)
    if (at(lower, column) === '') return at(upper, column)
    return `${over} ${at(lower, column)}`.trim()
  })
  return { row: lower.row, cells }
}
