import type { FileRow } from '#lib/lists/files.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** How far a file that is being made has come: "5,000 of about 12,000 rows so far". More than was expected is the whole. */
export function madeWords({ rows, rowsExpected }: Pick<FileRow, 'rows' | 'rowsExpected'>): string {
  return rowsExpected === null
    ? `${formatCounted(rows, 'row')} so far`
    : `${formatCount(rows)} of about ${formatCounted(Math.max(rows, rowsExpected), 'row')} so far`
}
