import type { Actor } from '#lib/access/actor.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { csvSheet } from '#lib/documents/csv-sheet.ts'
import type { Format, Sheet } from '#lib/documents/spreadsheet.ts'
import { xlsxSheet } from '#lib/documents/xlsx-sheet.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { ListCell } from './column.rules.ts'
import { MOST_ROWS } from './limits.rules.ts'
import type { OpenedList } from './list-file.ts'

/** How far the making of a file has come. */
export type Made = { rows: number; cutOff: boolean }

/** Whose list it is and when it was asked for. */
export type Taking = { title: string; actor: Actor; now: Date }

/** A list as the bytes of a file, made as they are asked for; `made` counts along. */
export function fileOf(
  format: Format,
  opened: OpenedList,
  taking: Taking,
): { bytes: AsyncGenerator<Uint8Array>; made: Made } {
  const made: Made = { rows: 0, cutOff: false }
  const sheet: Sheet = {
    title: taking.title,
    heads: opened.heads,
    batches: counted(opened, made),
    notes: () => notesOf(opened, taking, made),
  }
  return { bytes: format === 'csv' ? csvSheet(sheet) : xlsxSheet(sheet), made }
}

/** What a file is called: the list and the day. */
export function fileNameOf(begins: string, format: Format, now: Date): string {
  return `${begins}-${londonDate(now)}.${format}`
}

async function* counted(opened: OpenedList, made: Made): AsyncGenerator<readonly (readonly ListCell[])[]> {
  for await (const batch of opened.batches) {
    const room = MOST_ROWS - made.rows
    made.rows += Math.min(batch.length, room)
    yield batch.slice(0, room)
    if (batch.length > room) {
      made.cutOff = true
      return
    }
  }
}

/** The notes of a workbook: what it is, as of when, for whom, under which filters, and what is not in it. */
function notesOf(opened: OpenedList, { title, actor, now }: Taking, made: Made): [string, ListCell][] {
  const words = (text: string): ListCell => ({ as: 'text', text })
  const { prices, pas } = sightOf(actor)
  const rows: [string, ListCell][] = [
    ['List', words(title)],
    ['Organisation', words(`${actor.trustName} (${actor.odsCode})`)],
    ['As of', { as: 'time', at: now }],
    ['Taken by', words(actor.name)],
    ...opened.filters.map(([label, text]): [string, ListCell] => [label, words(text)]),
    ['Rows', { as: 'number', decimal: String(made.rows), places: [0, 0] }],
  ]
  if (made.cutOff)
    rows.push(['Cut off', words('The list is longer than a file may be. Narrow it down and take it again.')])
  if (!prices) rows.push(['Prices', words('Not shown to your role')])
  else if (!pas) rows.push(['Prices', words('Those of patient access schemes are not shown to your role')])
  rows.push(['Times', words('London')])
  return rows
}
