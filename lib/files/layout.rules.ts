import { guessParts, missingFields, partsOf } from './apart.rules.ts'
import type { DayEvidence, DayOrder } from './day-order.rules.ts'
import type { Field } from './field.rules.ts'
import { plainName } from './plain-name.rules.ts'
import type { RawRow } from './row.rules.ts'

/** Where a field's text comes from: a column of the file (from 0), or one text for every row. */
export type Place = { column: number } | { value: string }

/** How a file is laid out: its column names, the row they stand in, and where each field comes from. */
export type Layout = {
  headRow: number
  headers: string[]
  places: Record<string, Place>
  /**
   * How days in text are written, what the columns (from 0) tell of it, and whether that is known (`said` by somebody, by
   * the source before or by days that can be nothing else) or still a guess. Absent: day first, there is nothing to ask.
   */
  days?: { order: DayOrder; evidence: Record<number, DayEvidence>; said: boolean }
}

/** A layout as it is remembered: columns by name, the `nth` of those with that name (from 0). */
export type RememberedPlaces = Record<string, { header: string; nth: number } | { value: string }>

/** How sure it is that a column holds a field: its template name, another name of it, or words in common. */
const TEMPLATE = 100
const OTHER_NAME = 90

const LOOKED_AT = 30

/** How well a column's name fits a field: 100 its template name, 90 another name of it, less for words in common, 0 not. */
export function fitOf(header: string, field: Field): number {
  const name = plainName(header)
  if (name === '') return 0
  const own = plainName(field.name)
  if (name === own || name.replaceAll(' ', '') === own.replaceAll(' ', '')) return TEMPLATE
  const others = field.also.map(plainName)
  if (others.includes(name)) return OTHER_NAME
  const words = new Set(name.split(' '))
  const known = [own, ...others].map((one) => one.split(' ')).filter((one) => one.every((word) => words.has(word)))
  const longest = Math.max(0, ...known.map((one) => one.length))
  if (longest === 0) return 0
  return Math.min(80, 40 + 15 * longest - 4 * (words.size - longest))
}

/** Which column holds which field, guessed from the names of the columns: no column twice, the best fits first. */
export function guessColumns(headers: readonly string[], fields: readonly Field[]): Map<string, number> {
  const pairs = fields.flatMap((field, order) =>
    headers.map((header, column) => ({ field: field.name, column, order, score: fitOf(header, field) })),
  )
  const best = pairs
    .filter((one) => one.score > 30)
    .sort((a, b) => b.score - a.score || a.column - b.column || a.order - b.order)
  const guess = new Map<string, number>()
  const taken = new Set<number>()
  for (const { field, column } of best) {
    if (guess.has(field) || taken.has(column)) continue
    guess.set(field, column)
    taken.add(column)
  }
  return guess
}

/**
 * The place, among the first rows of a file, of the one that holds the column names: the row that names most fields, else
 * the first with two cells or more. -1 when there is no row. Titles and notes may stand above it.
 */
export function findHead(rows: readonly RawRow[], fields: readonly Field[]): number {
  let best = { at: -1, named: 0 }
  for (const [at, { cells }] of rows.slice(0, LOOKED_AT).entries()) {
    const guess = guessColumns(cells, fields)
    const named = [...guess].reduce((sum, [name, column]) => {
      const field = fields.find((one) => one.name === name)
      return sum + (field ? fitOf(cells[column] ?? '', field) : 0)
    }, 0)
    if (named > best.named) best = { at, named }
  }
  if (best.at >= 0) return best.at
  const wide = rows.slice(0, LOOKED_AT).findIndex(({ cells }) => cells.filter(Boolean).length > 1)
  return wide >= 0 ? wide : rows.length > 0 ? 0 : -1
}

/** The layout of a file as far as it can be guessed from its column names. */
export function guessedLayout(head: RawRow, fields: readonly Field[]): Layout {
  const { row: headRow, cells: headers } = head
  const parts = guessParts(headers, fields)
  const others = guessColumns(
    headers.map((header, column) => (parts.has(column) ? '' : header)),
    fields,
  )
  // "Price South East" is no column for all beside "Price DLS"; "Price" is
  const named = (field: string) => {
    const [column, own] = [others.get(field), fields.find((one) => one.name === field)]
    return column !== undefined && own !== undefined && fitOf(headers[column] ?? '', own) >= OTHER_NAME
  }
  const apart = [...parts.values()].every(({ field, by }) => !named(field) && !named(by))
  if (apart) for (const { field, by } of parts.values()) for (const name of [field, by]) others.delete(name)
  const guess = apart ? others : guessColumns(headers, fields)
  const places = [...guess, ...(apart ? [...parts].map(([column, { name }]) => [name, column] as const) : [])]
  return { headRow, headers, places: Object.fromEntries(places.map(([name, column]) => [name, { column }])) }
}

/**
 * Whether a guess can be taken without asking: every field found by its template name, every needed one there, no two
 * columns of one name among those taken.
 */
export function isSure({ headers, places }: Layout, fields: readonly Field[]): boolean {
  const names = headers.map(plainName)
  return fields.every((field) => {
    const place = places[field.name]
    if (!place) return !field.needed
    if (!('column' in place)) return true
    const name = names[place.column] ?? ''
    const once = names.indexOf(name) === names.lastIndexOf(name)
    return once && fitOf(headers[place.column] ?? '', field) === TEMPLATE
  })
}

/** What two files of one source have in common: the set of their columns' names, in any order. */
export function layoutKey(headers: readonly string[]): string {
  return headers.map(plainName).filter(Boolean).sort().join('\n')
}

/** A layout as it is remembered for the next file of its source. */
export function toRemember({ headers, places }: Layout): RememberedPlaces {
  const names = headers.map(plainName)
  return Object.fromEntries(
    Object.entries(places).map(([field, place]) => {
      if (!('column' in place)) return [field, place]
      const header = names[place.column] ?? ''
      return [field, { header, nth: names.slice(0, place.column).filter((name) => name === header).length }]
    }),
  )
}

/** The layout of a file by what was remembered of its source; null when a column is not there any more. */
export function rememberedLayout(head: RawRow, remembered: RememberedPlaces, fields: readonly Field[]): Layout | null {
  const names = head.cells.map(plainName)
  const places: Record<string, Place> = {}
  for (const { name } of [...fields, ...partsOf(fields)]) {
    const place = remembered[name]
    if (place === undefined) continue
    if (!('header' in place)) places[name] = place
    else {
      const columns = names.flatMap((one, column) => (one === place.header ? [column] : []))
      const column = columns[place.nth]
      if (column === undefined) return null
      places[name] = { column }
    }
  }
  return missingFields(places, fields).length > 0 ? null : { headRow: head.row, headers: head.cells, places }
}

/** The name of a column on screen, and by what letters a spreadsheet knows it: "Price", "D". */
export function columnLetters(column: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
