/**
 * A field that a kind of file may have: its name in the template, what stands there with an example, `also` = what its
 * column is called elsewhere (lower case, words with a space between), `oneForAll` = one text may stand for every row,
 * `day` = it holds days, `apart` = it may stand in one column for each of these values of another field.
 */
export type Field = {
  name: string
  needed: boolean
  what: string
  example: string
  also: readonly string[]
  oneForAll: boolean
  day: boolean
  apart?: { by: string; values: readonly string[] }
}

/** How a kind of file describes a field: what stands there, an example, other names of its column. */
export type FieldWords = readonly [what: string, example: string, also?: readonly string[]]

/** The fields of a kind of file, in the order of its template. */
export function fieldsOf<C extends string>(
  columns: { all: readonly C[]; required: readonly C[] },
  words: Record<C, FieldWords>,
  oneForAll: readonly C[],
  days: readonly C[] = [],
): Field[] {
  return columns.all.map((name) => {
    const [what, example, also = []] = words[name]
    const needed = columns.required.includes(name)
    return { name, needed, what, example, also, oneForAll: oneForAll.includes(name), day: days.includes(name) }
  })
}
