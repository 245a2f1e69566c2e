const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What each part of the package is. */
export const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETML}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEETML}.worksheet+xml"/></Types>`

/** Where the workbook is. */
export const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

/** Where its sheets and formats are. */
export const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`

/** The workbook: the list under its name, then the notes. */
export const WORKBOOK = (name: string): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/></sheets></workbook>`

/** How numbers, days and times are shown; the id is the workbook's. */
const SHOWN = {
  'number 1 1': [165, '#,##0.0'],
  'number 2 4': [166, '#,##0.00##'],
  'number 0 3': [167, '#,##0.###'],
  'number 0 2': [168, '#,##0.##'],
  date: [169, 'd mmm yyyy'],
  time: [170, 'd mmm yyyy hh:mm'],
} as const satisfies Record<string, readonly [number, string]>

/** Formats of cells in the order of their ids: number format, font, aligned right. */
const FORMATS: readonly (readonly [name: string, shown: number, font: 0 | 1, right?: true])[] = [
  ['text', 0, 0],
  ['head', 0, 1],
  ['headRight', 0, 1, true],
  ['id', 49, 0],
  ['right', 0, 0, true],
  ['number 0 0', 3, 0],
  ['number 2 2', 4, 0],
  ...Object.entries(SHOWN).map(([name, [shown]]) => [name, shown, 0] as const),
]

const IDS = new Map(FORMATS.map(([name], index) => [name, index]))

/** The id of a format of a cell. */
export function formatOf(name: string): number {
  const id = IDS.get(name)
  if (id === undefined) throw new Error(`A workbook has no format for ${name}`)
  return id
}

const numberFormats = Object.values(SHOWN).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
const cellFormats = FORMATS.map(([, shown, font, right]) => {
  const place = right ? ' applyAlignment="1"><alignment horizontal="right"/></xf>' : '/>'
  return `<xf numFmtId="${shown}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${place}`
})

/** The formats of the workbook: two fonts, no fills or borders. */
export const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${numberFormats.length}">${numberFormats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
