import { csvRows } from '#lib/documents/csv.ts'
import type { Problem } from './report.rules.ts'

const AT_ONCE = 500

/** Problems as the parts of a CSV file: row, column, what stands there, what to do. */
export async function* problemParts(problems: readonly Problem[]): AsyncGenerator<string> {
  yield csvRows([['Row', 'Column', 'What stands there', 'What to do']], { bom: true })
  for (let at = 0; at < problems.length; at += AT_ONCE) {
    const part = problems.slice(at, at + AT_ONCE)
    yield csvRows(
      part.map(({ row, column, cell, problem }) => [row ?? 'Whole file', column ?? 'Whole row', cell, problem]),
    )
  }
}
