import { shownText } from '#lib/typed.ts'
import type { Part } from './apart.rules.ts'

/** Something about one cell (`at`: its place in the row, from 0) or the whole row, found while the file was read. */
export type Flaw = { at: number | null; what: string }

/** A row as it stands in a file, whatever it means: counted as a spreadsheet counts, cells as text. */
export type RawRow = { row: number; cells: string[]; flaws?: Flaw[] }

/**
 * One row of a file by its fields: cells as text, trimmed; '' where there is none. `part`: the row stands for several, and this
 * is the one by a column of a field that is for one value of another.
 */
export type TableRow<C extends string = string> = { row: number; cells: Record<C, string>; part?: Part }

/** The columns a kind of file may have; those of `required` must be there. */
export type Columns<C extends string> = { all: readonly C[]; required: readonly C[] }

/** The longest text that a cell may hold. */
export const LONGEST_CELL = 2000

/** How many rows a file may have, and how many columns. */
export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 500

/**
 * A cell as it is read: trimmed, spaces of every kind made plain, what nobody sees taken out as from what is typed
 * (`shownText`); Excel's guard around a number (="123", '123) taken off. U+0000 stays: it is a sign of a broken file.
 */
export function cellText(raw: string): string {
  const text = unhidden(raw)
    .replace(/[\u00a0\u2007\u202f\ufeff]/g, ' ')
    .trim()
  const guarded = /^="([^"]*)"$/s.exec(text)
  return guarded ? (guarded[1] ?? '').trim() : /^'\d/.test(text) ? text.slice(1) : text
}

function unhidden(text: string): string {
  return text.includes('\u0000') ? text : shownText(text)
}

/** What is wrong with a cell's text whatever its column, or null: a formula, signs that no text has. */
export function textFlaw(text: string): string | null {
  if (/^=\S/.test(text)) {
    return 'The cell holds a formula, and formulas are not worked out. Copy the column and paste its values instead.'
  }
  if (text.length > LONGEST_CELL) {
    return `The text is longer than ${LONGEST_CELL} characters. Shorten it; in a CSV file, a quotation mark before it may not be closed.`
  }
  return unreadable(text) ? 'The text holds a sign that cannot be read. Type it anew.' : null
}

/** Signs that no text has: control characters but tab and line breaks, and the mark of what could not be decoded. */
function unreadable(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127 || code === 0xfffd) return true
  }
  return false
}

/** A raw row from texts: cells cleaned, flaws found; null when nothing stands in it. What cannot be kept is replaced. */
export function rawRow(row: number, texts: readonly string[], more: readonly Flaw[] = []): RawRow | null {
  const cells = texts.map(cellText)
  if (more.length === 0 && cells.every((cell) => cell === '')) return null
  const flaws = [...more]
  for (const [at, cell] of cells.entries()) {
    const what = textFlaw(cell)
    if (what === null) continue
    if (!flaws.some((flaw) => flaw.at === at)) flaws.push({ at, what })
    cells[at] = cell.slice(0, LONGEST_CELL).replaceAll('\u0000', '\ufffd').toWellFormed()
  }
  return flaws.length > 0 ? { row, cells, flaws } : { row, cells }
}
