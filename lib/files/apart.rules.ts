import type { Field } from './field.rules.ts'
import type { Layout } from './layout.rules.ts'
import { plainName } from './plain-name.rules.ts'

/** A field that stands in one column for each value of another: the value, and the name of its place. */
export type Part = { field: string; by: string; value: string; name: string }

/** Between a field and the value that one of its columns is for. */
const MARK = '@'

/** What the place of a field's column for one value is called: "price_ex_vat@DLS". */
export function partName(field: string, value: string): string {
  return `${field}${MARK}${value}`
}

/** Every part that the fields of a kind of file may have. */
export function partsOf(fields: readonly Field[]): Part[] {
  return fields.flatMap(({ name: field, apart }) =>
    apart ? apart.values.map((value) => ({ field, by: apart.by, value, name: partName(field, value) })) : [],
  )
}

/** The parts of a layout: those that a column is said for. */
export function partsIn({ places }: Pick<Layout, 'places'>, fields: readonly Field[]): (Part & { column: number })[] {
  return partsOf(fields).flatMap((part) => {
    const place = places[part.name]
    return place && 'column' in place ? [{ ...part, column: place.column }] : []
  })
}

/** The needed fields of which nothing says where they come from: neither a place of their own nor columns apart. */
export function missingFields(places: Layout['places'], fields: readonly Field[]): Field[] {
  const parts = partsIn({ places }, fields)
  const given = new Set(parts.flatMap(({ field, by }) => [field, by]))
  return fields.filter((field) => field.needed && !places[field.name] && !given.has(field.name))
}

/**
 * Columns that hold a field for one value each, guessed from their names ("Price DLS", "DLS"): a name with exactly one of the
 * values in it, no value twice. Two at least: one alone is called so by chance.
 */
export function guessParts(headers: readonly string[], fields: readonly Field[]): Map<number, Part> {
  const parts = partsOf(fields)
  const named = headers.flatMap((header, column): [number, Part][] => {
    const words = new Set(plainName(header).split(' '))
    const [only, another] = parts.filter((part) => words.has(plainName(part.value)))
    return only && !another ? [[column, only]] : []
  })
  const once = named.filter(([, part]) => named.filter(([, other]) => other === part).length === 1)
  return new Map(once.length < 2 ? [] : once)
}

/** A layout as each of its parts has it: one where nothing stands apart. `part`: whose it is; null for the whole. */
export function layoutsOf(layout: Layout, fields: readonly Field[]): { layout: Layout; part: Part | null }[] {
  const parts = partsIn(layout, fields)
  if (parts.length === 0) return [{ layout, part: null }]
  return parts.map((part) => {
    const own = { [part.field]: { column: part.column }, [part.by]: { value: part.value } }
    return { layout: { ...layout, places: { ...layout.places, ...own } }, part }
  })
}
