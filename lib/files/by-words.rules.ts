import { searchable } from '#lib/catalogue/pack.rules.ts'

/** What a row of a file says of a pack where it names none by a number: as it stands there, '' where nothing does. */
export type PackWords = {
  description: string
  brand: string
  /** Units in the pack. */
  size: string
  unit: string
  supplier: string
}

/** Words of which nobody has said yet what pack they mean: the first row that has them, and how many have. */
export type AskedWords = PackWords & { row: number; rows: number }

/** Words of which somebody has: the pack, and the choice by which it is known. */
export type KnownWords = AskedWords & { amppId: string; choiceId: string }

/** What rows of a file say in words alone: how many different words, and the first of them. */
export type ByWords = { askedCount: number; asked: AskedWords[]; knownCount: number; known: KnownWords[] }

/** How many different words are shown at a time; those that are said make room for the next. */
export const WORDS_SHOWN = 50

/** Words as they are compared: case, accents, signs and blanks make no difference; each field stands for itself. */
export function wordsKey({ description, brand, size, unit, supplier }: PackWords): string {
  return [description, brand, size, unit, supplier].map(plain).join('\n')
}

/** Letters and figures of any script; "%" and "/" tell one strength from another. */
function plain(text: string): string {
  return searchable(text.replace(/%/g, ' percent ').replace(/\//g, ' per '))
}

/** Words in one line, as somebody reads them. */
export function wordsLine({ description, brand, size, unit, supplier }: PackWords): string {
  const pack = [size, unit].filter(Boolean).join(' ')
  return [description, brand, pack, supplier].filter(Boolean).join(', ')
}

/** Rows that name a pack by words, each words once: those that nobody said a pack of, and those that somebody did. */
export function gatherWords(
  rows: readonly { row: number; words: PackWords }[],
  choices: ReadonlyMap<string, { amppId: string; choiceId: string }>,
): ByWords | null {
  if (rows.length === 0) return null
  const asked: AskedWords[] = []
  const known: KnownWords[] = []
  for (const [key, same] of Map.groupBy(rows, ({ words }) => wordsKey(words))) {
    const [first] = same
    if (!first) continue
    const said = choices.get(key)
    const line = { ...first.words, row: first.row, rows: same.length }
    if (said) known.push({ ...line, ...said })
    else asked.push(line)
  }
  return {
    ...{ askedCount: asked.length, asked: asked.slice(0, WORDS_SHOWN) },
    ...{ knownCount: known.length, known: known.slice(0, WORDS_SHOWN) },
  }
}
