/** How people write a unit, and its family: what it is in the smallest of it, and how dm+d writes it. */
type Unit = { family: 'mass' | 'volume' | 'count'; size: bigint; written: string }

const NANO = 1n
const MICRO = 1_000n
const MILLI = 1_000_000n
const GRAM = 1_000_000_000n
const LITRE = 1_000n

const UNITS: Readonly<Record<string, Unit>> = {
  ...named({ family: 'mass', size: GRAM, written: 'g' }, 'g gm gram grams'),
  ...named({ family: 'mass', size: MILLI, written: 'mg' }, 'mg mgs milligram milligrams'),
  ...named({ family: 'mass', size: MICRO, written: 'microgram' }, 'microgram micrograms mcg mcgs ug'),
  ...named({ family: 'mass', size: NANO, written: 'nanogram' }, 'nanogram nanograms ng'),
  ...named({ family: 'volume', size: LITRE, written: 'l' }, 'l litre litres liter'),
  ...named({ family: 'volume', size: 1n, written: 'ml' }, 'ml mls millilitre millilitres'),
  ...named({ family: 'count', size: 1n, written: 'unit' }, 'unit units iu u'),
  ...named({ family: 'count', size: 1n, written: 'mmol' }, 'mmol mmols'),
}

function named(unit: Unit, names: string): Record<string, Unit> {
  return Object.fromEntries(names.split(' ').map((name) => [name, unit]))
}

/** How a pack may write each: dm+d's "1litre" for a litre, "5 000units" where the comma of "5,000units" fell out. */
const WRITTEN: readonly Unit[] = [
  ...['g', 'mg', 'microgram', 'nanogram', 'l', 'litre', 'ml', 'unit', 'mmol'].flatMap((name) => {
    const unit = UNITS[name]
    return unit ? [{ ...unit, written: name === 'litre' ? 'litre' : unit.written }] : []
  }),
]

const STRENGTH = /^(\d{1,9}(?:\.\d{1,6})?)([a-z]+)$/

/**
 * The ways in which a pack may write a strength or volume that was typed in one word ("1g", "1000mg", "500mcg"): the same
 * amount in each unit in which it is a plain number, as typed first. null where the word is no strength.
 */
export function strengthForms(word: string): string[] | null {
  const [, number = '', name = ''] = STRENGTH.exec(word) ?? []
  const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined
  if (!unit) return null
  const [whole = '0', fraction = ''] = number.split('.')
  const places = 10n ** BigInt(fraction.length)
  const amount = BigInt(`${whole}${fraction}`) * unit.size
  const forms = new Set<string>([`${plain(BigInt(`${whole}${fraction}`), places)}${unit.written}`])
  for (const other of WRITTEN) {
    if (other.family !== unit.family || (unit.family === 'count' && other.written !== unit.written)) continue
    const text = decimal(amount, places * other.size)
    if (text === null) continue
    forms.add(`${text}${other.written}`)
    forms.add(`${text} ${other.written}`)
    const grouped = text.replace(/^(\d{1,3})(\d{3})$/, '$1 $2')
    if (grouped !== text) forms.add(`${grouped}${other.written}`)
  }
  return [...forms]
}

/** A fraction as decimal text with at most three places, from 0.001 to 999,999; null where it is no such number. */
function decimal(numerator: bigint, denominator: bigint): string | null {
  const thousandths = numerator * 1000n
  if (thousandths % denominator !== 0n) return null
  const value = thousandths / denominator
  if (value < 1n || value >= 1_000_000_000n) return null
  return plain(value, 1000n)
}

function plain(value: bigint, places: bigint): string {
  const rest =
    places === 1n
      ? ''
      : (value % places)
          .toString()
          .padStart(places.toString().length - 1, '0')
          .replace(/0+$/, '')
  return rest === '' ? `${value / places}` : `${value / places}.${rest}`
}

/** Words as they were typed, a number and the unit after it made one: "meropenem 1 g" gives "meropenem", "1g". */
export function joinStrengths(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (before !== undefined && /^\d+(\.\d+)?$/.test(before) && Object.hasOwn(UNITS, word))
      joined[joined.length - 1] = `${before}${word}`
    else joined.push(word)
  }
  return joined
}

/** Other spellings that are tried at most. */
const MOST_SPELLINGS = 8

/**
 * Other ways of writing what was typed: each strength or volume among the words in the other units that mean the same, the
 * closest to what was typed first. None where no word is a strength.
 */
export function otherSpellings(words: readonly string[]): string[][] {
  const each = words.map((word) => strengthForms(word) ?? [word])
  let found: string[][] = [[]]
  for (const forms of each) found = found.flatMap((before) => forms.map((form) => [...before, form]))
  const typed = words.join('\n')
  return found
    .filter((one) => one.join('\n') !== typed)
    .sort((a, b) => changes(a, words) - changes(b, words))
    .slice(0, MOST_SPELLINGS)
}

function changes(words: readonly string[], typed: readonly string[]): number {
  return words.filter((word, place) => word !== typed[place]).length
}
