import { crc32, deflateRawSync } from 'node:zlib'

/** What stands in a cell of a workbook made for a test. A number, a text, or a cell as its XML says it. */
export type TestCell = string | number | { xml: string } | null

/** Packs parts into a ZIP file. `claims`: what its directory says of the unpacked size of every part. */
export function zipOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  { claims }: { claims?: number } = {},
): Uint8Array {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const packed = deflateRawSync(bytes)
    const size = claims ?? bytes.length
    const common = [20, 0, 8, 0, 0, crc32(bytes), packed.length, size, Buffer.byteLength(name), 0] as const
    const local = Buffer.alloc(30)
    writeAll(local, [0x04034b50, ...common], [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2])
    locals.push(local, Buffer.from(name), packed)
    const entry = Buffer.alloc(46)
    writeAll(entry, [0x02014b50, 20, ...common, 0, 0, 0, 0, at], [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4])
    directory.push(entry, Buffer.from(name))
    at += local.length + Buffer.byteLength(name) + packed.length
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const count = Object.keys(parts).length
  const end = Buffer.alloc(22)
  writeAll(end, [0x06054b50, 0, 0, count, count, size, at, 0], [4, 2, 2, 2, 2, 4, 4, 2])
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]))
}

function writeAll(buffer: Buffer, values: readonly number[], widths: readonly number[]): void {
  let at = 0
  for (const [index, value] of values.entries()) {
    const width = widths[index] ?? 2
    buffer.writeUIntLE(value, at, width)
    at += width
  }
}

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The parts of a workbook, to be packed, or spoilt first. Styles: 0 plain, 1 a day, 2 a time, 3 pounds. */
export function workbookParts(
  sheets: Readonly<Record<string, readonly (readonly TestCell[])[]>>,
  { since1904 = false, after = '' } = {},
): Record<string, string> {
  const names = Object.keys(sheets)
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook ${NAMESPACE} ${RELATIONS}><workbookPr${since1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${NAMESPACE}><numFmts><numFmt numFmtId="170" formatCode="&quot;£&quot;#,##0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  }
  for (const [index, rows] of Object.values(sheets).entries()) {
    const body = rows.map((row, at) => `<row r="${at + 1}">${row.map(cellXml).join('')}</row>`).join('')
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?><worksheet ${NAMESPACE}><dimension ref="A1:B${rows.length}"/><sheetData>${body}</sheetData>${after}</worksheet>`
  }
  return parts
}

function cellXml(cell: TestCell): string {
  if (cell === null) return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return typeof cell === 'string' ? `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>` : cell.xml
}

/** A workbook with one sheet. */
export function workbookOf(
  rows: readonly (readonly TestCell[])[],
  options?: { since1904?: boolean; after?: string },
): Uint8Array {
  return zipOf(workbookParts({ Prices: rows }, options))
}
