import { FIELDS } from '../fields.rules.ts'
import { LOAD_KINDS } from '../kind.rules.ts'
import { findHead, guessColumns } from '../layout.rules.ts'
import { MOST_ROWS, type RawRow } from '../row.rules.ts'
import { BATCH, type FileToRead, type Reading } from './batch.ts'
import { addressOf } from './excel-cell.rules.ts'
import { sheetRows } from './sheet-rows.ts'
import { tooMany } from './text-rows.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { openZip, type Zip } from './zip.ts'

const LOOKED_INTO = 12
const PEEKED = 30

/** Reads the rows of the sheet of a workbook that holds the list: of several, the one that was chosen, else whose columns fit best. */
export async function* workbookRows({ content, kind, sheet: wanted }: FileToRead): Reading {
  const zip = await openZip(content)
  const book = await readWorkbook(zip)
  const shown = book.sheets.filter((sheet) => !sheet.hidden)
  const { sheet, filled, tied } = await fittest(zip, book, shown.length > 0 ? shown : book.sheets, kind, wanted ?? null)
  const notes: string[] = []
  const others = book.sheets.filter((one) => one !== sheet).map((one) => one.name)
  if (others.length > 0) notes.push(`The sheet “${sheet.name}” was read. Not read: ${others.join(', ')}.`)
  let rows: RawRow[] = []
  let [count, expected] = [0, null as number | null]
  let merged: string[] = []
  for await (const piece of sheetRows(zip.bytes(sheet.part), book)) {
    rows.push(...piece.rows)
    count += piece.rows.length
    ;({ expected, merged } = piece)
    if (count > MOST_ROWS + 1) throw tooMany(rows.at(-1)?.row ?? count)
    while (rows.length >= BATCH) {
      yield { rows: rows.slice(0, BATCH), expected }
      rows = rows.slice(BATCH)
    }
  }
  yield { rows, expected: count }
  const below = merged.filter((ref) => (addressOf(ref.split(':')[0] ?? '')?.row ?? 0) > 1).slice(0, 5)
  if (below.length > 0) {
    notes.push(
      `Cells are merged (${below.join(', ')}${merged.length > 5 ? ' and more' : ''}): only the first of them holds the text. Unmerge them if the rest is needed.`,
    )
  }
  return { notes, problem: null, sheets: { names: filled, read: sheet.name, tied } }
}

/** The sheet to read (`tied`: another fits as well), and those in which something stands; hidden ones only where all are. */
async function fittest(
  zip: Zip,
  book: Workbook,
  sheets: Workbook['sheets'],
  kind: FileToRead['kind'],
  wanted: string | null,
): Promise<{ sheet: Workbook['sheets'][number]; filled: string[]; tied: boolean }> {
  let best: { sheet: Workbook['sheets'][number]; score: number } | null = null
  const filled: string[] = []
  const scores: number[] = []
  for (const sheet of sheets.slice(0, LOOKED_INTO)) {
    const score = sheets.length === 1 ? 1 : scoreOf(await firstRows(zip, book, sheet.part), kind)
    if (score > 0) filled.push(sheet.name)
    scores.push(score)
    if (!best || (wanted !== null ? sheet.name === wanted : score > best.score)) best = { sheet, score }
  }
  if (!best) throw new Error('A workbook without sheets was opened')
  const highest = Math.max(...scores)
  const tied = wanted === null && highest > 1 && scores.filter((score) => score === highest).length > 1
  return { sheet: best.sheet, filled, tied }
}

/** How many fields the columns of a sheet name; a sheet with anything in it before one that is empty. */
function scoreOf(rows: readonly RawRow[], kind: FileToRead['kind']): number {
  if (rows.length === 0) return 0
  const kinds = kind ? [kind] : LOAD_KINDS
  return (
    1 + Math.max(...kinds.map((one) => guessColumns(rows[findHead(rows, FIELDS[one])]?.cells ?? [], FIELDS[one]).size))
  )
}

async function firstRows(zip: Zip, book: Workbook, part: string): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const piece of sheetRows(zip.bytes(part), book)) {
    rows.push(...piece.rows)
    if (rows.length >= PEEKED) break
  }
  return rows
}
