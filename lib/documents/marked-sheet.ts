import { stringify } from 'csv-stringify/sync'
import { strToU8, zipSync } from 'fflate'
import type { MarkedRow } from '#lib/files/marked.rules.ts'
import { neutralise } from './spreadsheet.ts'
import { columnName, inXml } from './xlsx-text.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Notes that one sheet carries; what is beyond them stands in the last column as everything does. */
const MOST_NOTES = 2000

/** The head of the column in which stands what must be put right. */
export const TO_PUT_RIGHT = 'To put right'

/** The rows of a file as CSV, with one more column that says what must be put right. Nothing in it is a formula. */
export function markedCsv(rows: readonly MarkedRow[], width: number, headRow: number): Uint8Array {
  const lines = rows.map((row) => [...cellsOf(row, width).map(neutralise), lastCell(row, headRow)])
  return strToU8(`\uFEFF${stringify(lines, { record_delimiter: '\r\n' })}`)
}

/**
 * The rows of a file as a workbook: each where it stood, cells that must be put right in yellow with a note, and one more
 * column that says it, too, so that colour is never alone. Everything is text, as it was read.
 */
export function markedXlsx(rows: readonly MarkedRow[], width: number, headRow: number): Uint8Array {
  const notes: { at: string; row: number; column: number; text: string }[] = []
  const lines = rows.map((row) => {
    const cells = cellsOf(row, width).map((text, column) => {
      const mark = row.marks.get(column)
      const at = `${columnName(column)}${row.row}`
      if (mark !== undefined && notes.length < MOST_NOTES) notes.push({ at, row: row.row - 1, column, text: mark })
      return text === '' && mark === undefined ? '' : cell(at, text, mark === undefined ? 0 : 1)
    })
    const last = lastCell(row, headRow)
    return `<row r="${row.row}">${cells.join('')}${last === '' ? '' : cell(`${columnName(width)}${row.row}`, last, 2)}</row>`
  })
  const sheet = `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><cols><col min="1" max="${Math.max(1, width)}" width="18" customWidth="1"/><col min="${width + 1}" max="${width + 1}" width="80" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData>${notes.length > 0 ? '<legacyDrawing r:id="rId1"/>' : ''}</worksheet>`
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETML}.worksheet+xml"/><Override PartName="/xl/comments1.xml" ContentType="${SHEETML}.comments+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Marked" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/_rels/sheet1.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/><Relationship Id="rId2" Type="${OFFICE}/comments" Target="../comments1.xml"/></Relationships>`,
    'xl/comments1.xml': `${XML}<comments xmlns="${MAIN}"><authors><author>Tincture</author></authors><commentList>${notes.map((one) => `<comment ref="${one.at}" authorId="0"><text><r><t xml:space="preserve">${inXml(one.text)}</t></r></text></comment>`).join('')}</commentList></comments>`,
    'xl/drawings/vmlDrawing1.vml': drawing(notes),
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

function cellsOf({ cells }: MarkedRow, width: number): string[] {
  return Array.from({ length: width }, (_, at) => cells[at] ?? '')
}

function lastCell({ row, says }: MarkedRow, headRow: number): string {
  return says !== '' ? says : row === headRow ? TO_PUT_RIGHT : ''
}

function cell(at: string, text: string, style: 0 | 1 | 2): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${inXml(neutralise(text))}</t></is></c>`
}

/** Plain text, a marked cell, what must be put right. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFEB3B"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyFont="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** Where notes stand: a spreadsheet shows none without. */
function drawing(notes: readonly { row: number; column: number }[]): string {
  const shapes = notes.map(
    ({ row, column }, index) =>
      `<v:shape id="n${index}" type="#note" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 8, ${row}, 4, ${column + 4}, 8, ${row + 5}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  )
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="note" coordsize="21600,21600" path="m,l,21600r21600,l21600,xe"/>${shapes.join('')}</xml>`
}
