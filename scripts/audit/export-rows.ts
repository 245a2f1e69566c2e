import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { CHECKED_COLUMNS } from '#lib/audit/export/manifest.ts'
import { inXml } from '#lib/documents/xlsx-text.ts'

/** An entry as an export has it: its id, the code before, its own, and the text the code is over. */
export type ExportedRow = { id: string; before: string; code: string; text: string }

const LIST = 'xl/worksheets/sheet1.xml'

/** The entries of an export's CSV. */
export function rowsOfCsv(csv: Uint8Array): ExportedRow[] {
  const rows = parse(Buffer.from(csv), { bom: true, columns: true, relax_column_count: true })
  return (rows as Record<string, string>[]).map(rowOf)
}

/** The entries of an export's workbook. A cell holds less than a CSV, so a text may be cut off there (`inWorkbook`). */
export function rowsOfXlsx(xlsx: Uint8Array): ExportedRow[] {
  const [heads = new Map(), ...rows] = cellsOf(strFromU8(unzipSync(xlsx)[LIST] ?? new Uint8Array()))
  return rows.map((cells) => {
    const named = [...heads].map(([column, title]): [string, string] => [title, cells.get(column) ?? ''])
    return rowOf(Object.fromEntries(named))
  })
}

/** A text as a cell of a workbook holds it. */
export function inWorkbook(text: string): string {
  return cellsOf(`<c><row><c r="A1">${inXml(text)}</c></row></c>`)[0]?.get('A') ?? ''
}

function rowOf(cells: Readonly<Record<string, string>>): ExportedRow {
  const { id, before, code, text } = CHECKED_COLUMNS
  return { id: cells[id] ?? '', before: cells[before] ?? '', code: cells[code] ?? '', text: cells[text] ?? '' }
}

/** The rows of a sheet: the text of each cell by the letters of its column. */
function cellsOf(xml: string): Map<string, string>[] {
  const rows: Map<string, string>[] = []
  let at = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'row') rows.push(new Map())
    if (name === 'c') at = String(attributes.r ?? '').replace(/\d+$/, '')
  })
  parser.on('text', (text) => {
    const row = rows.at(-1)
    if (at !== '') row?.set(at, (row.get(at) ?? '') + text)
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'c') at = ''
  })
  parser.write(xml).close()
  return rows
}
