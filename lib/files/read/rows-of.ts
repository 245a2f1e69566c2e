import { whatItIs } from '../what-it-is.rules.ts'
import { type FileToRead, type Reading, Unreadable } from './batch.ts'
import { textRows } from './text-rows.ts'
import { workbookRows } from './workbook-rows.ts'

/** Reads the rows of a file of any format, in batches. What keeps it from being read ends the reading as a problem. */
export async function* rowsOf(file: FileToRead): Reading {
  const found = whatItIs(file.content, file.fileName)
  if ('problem' in found) return { notes: [], problem: { row: null, column: null, what: found.problem } }
  try {
    return yield* found.format === 'xlsx' ? workbookRows(file) : textRows(file)
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault
    return { notes: [], problem: { row: fault.row, column: fault.column, what: fault.message } }
  }
}
