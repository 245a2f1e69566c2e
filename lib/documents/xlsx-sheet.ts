import { Zip, ZipDeflate } from 'fflate'
import type { ColumnKind, ListCell } from '#lib/lists/column.rules.ts'
import { londonDate, londonTime } from '#lib/values/dates.ts'
import { neutralise, type Sheet } from './spreadsheet.ts'
import { CONTENT_TYPES, formatOf, RELATIONS, STYLES, WORKBOOK, WORKBOOK_RELATIONS } from './xlsx-parts.ts'
import { columnName, inXml } from './xlsx-text.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 28, id: 22, number: 14, date: 13, time: 18 }
/** The day that a workbook counts from. */
const DAY_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

const encoder = new TextEncoder()

/**
 * A list as a workbook (ISO/IEC 29500) of two sheets: the list with a fixed head and a filter on it, and its notes. Made
 * batch by batch: what is ready is handed on before the next batch is asked for. Nothing in it is a formula.
 */
export async function* xlsxSheet(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, part) => {
    fault ??= error
    if (part?.length) ready.push(part)
  })
  const whole = (name: string, content: string) => {
    const file = new ZipDeflate(name)
    zip.add(file)
    file.push(encoder.encode(content), true)
  }
  function* take(): Generator<Uint8Array> {
    if (fault) throw fault
    yield* ready.splice(0)
  }

  whole('[Content_Types].xml', CONTENT_TYPES)
  whole('_rels/.rels', RELATIONS)
  whole('xl/workbook.xml', WORKBOOK(inXml(sheetName(sheet.title))))
  whole('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS)
  whole('xl/styles.xml', STYLES)
  const list = new ZipDeflate('xl/worksheets/sheet1.xml')
  zip.add(list)
  list.push(encoder.encode(head(sheet)))
  let at = 1
  for await (const batch of sheet.batches) {
    const rows = batch.map((row, index) =>
      rowAt(
        at + 1 + index,
        row.map((cell, n) => cellXml(cell, sheet.heads[n]?.kind)),
      ),
    )
    at += rows.length
    list.push(encoder.encode(rows.join('')))
    yield* take()
  }
  list.push(
    encoder.encode(`</sheetData><autoFilter ref="A1:${columnName(sheet.heads.length - 1)}${at}"/></worksheet>`),
    true,
  )
  whole('xl/worksheets/sheet2.xml', notesSheet(sheet))
  zip.end()
  yield* take()
}

function head({ heads }: Sheet): string {
  const widths = heads.map(({ kind, title }, index) => {
    const width = Math.min(Math.max(WIDTHS[kind], title.length + 4), 60)
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  const titles = heads.map(({ title, kind }) => textXml(title, kind === 'number' ? 'headRight' : 'head'))
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rowAt(1, titles)}`
}

function notesSheet(sheet: Sheet): string {
  const rows = sheet
    .notes()
    .map(([label, value], index) => rowAt(index + 1, [textXml(label, 'head'), cellXml(value, 'text')]))
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="26" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

/** A row; cells are put where they belong, empty ones are left out. */
function rowAt(number: number, cells: readonly string[]): string {
  const placed = cells.map((cell, index) => cell.replace('<c ', `<c r="${columnName(index)}${number}" `))
  return `<row r="${number}">${placed.join('')}</row>`
}

function cellXml(cell: ListCell, kind: ColumnKind = 'text'): string {
  switch (cell.as) {
    case 'text':
      return textXml(cell.text, kind === 'id' ? 'id' : kind === 'number' ? 'right' : 'text')
    case 'number':
      return `<c s="${formatOf(`number ${cell.places[0]} ${cell.places[1]}`)}"><v>${cell.decimal}</v></c>`
    case 'date':
      return `<c s="${formatOf('date')}"><v>${daysOf(cell.date)}</v></c>`
    case 'time':
      return `<c s="${formatOf('time')}"><v>${daysOf(londonDate(cell.at), londonTime(cell.at))}</v></c>`
  }
}

function textXml(text: string, format: 'text' | 'id' | 'right' | 'head' | 'headRight'): string {
  const xml = inXml(neutralise(text))
  if (xml === '') return ''
  return `<c s="${formatOf(format)}" t="inlineStr"><is><t xml:space="preserve">${xml}</t></is></c>`
}

/** A day and time as a workbook counts them: days since the end of 1899. */
function daysOf(date: string, time = '00:00'): number {
  return (Date.parse(`${date}T${time}:00Z`) - DAY_ZERO) / DAY_MS
}

/** What a sheet may be called: 31 characters, none of those Excel keeps for itself. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:]/g, ' ')
    .trim()
    .slice(0, 31)
    .trim()
  return name.toLowerCase() === 'notes' || name === '' ? 'List' : name
}
