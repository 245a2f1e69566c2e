import { stringify } from 'csv-stringify/sync'
import type { ListCell } from '#lib/lists/column.rules.ts'
import { londonDate, londonTime } from '#lib/values/dates.ts'
import { neutralise, type Sheet } from './spreadsheet.ts'

const encoder = new TextEncoder()

/**
 * A list as CSV (RFC 4180, CRLF, UTF-8 with BOM for Excel), batch by batch. Days are 2026-11-23, moments 2026-11-23 17:30
 * in London's time, amounts plain decimals; text is neutralised.
 */
export async function* csvSheet(sheet: Sheet): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`\uFEFF${rows([sheet.heads.map(({ title }) => neutralise(title))])}`)
  for await (const batch of sheet.batches)
    if (batch.length > 0) yield encoder.encode(rows(batch.map((row) => row.map(inCsv))))
}

/** A cell as it stands in a CSV file. */
export function inCsv(cell: ListCell): string {
  switch (cell.as) {
    case 'text':
      return neutralise(cell.text)
    case 'number':
      return cell.decimal
    case 'date':
      return cell.date
    case 'time':
      return `${londonDate(cell.at)} ${londonTime(cell.at)}`
  }
}

function rows(cells: string[][]): string {
  return stringify(cells, { record_delimiter: '\r\n' })
}
