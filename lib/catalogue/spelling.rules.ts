/** Slips that a word may have and still be taken for another: one in five letters, two from six, three from nine. */
function slipsAllowed(letters: number): number {
  return letters >= 9 ? 3 : letters >= 6 ? 2 : 1
}

/** A word may be misspelt where it is of letters only, and long enough that a slip leaves something to know it by. */
export function couldBeMisspelt(word: string): boolean {
  return /^[a-z]{4,40}$/.test(word)
}

/**
 * The fewest slips that make what was typed the word or its beginning. A slip is a letter too many, one missing, one in
 * place of another, or two neighbours that changed places (Damerau–Levenshtein, each place touched once).
 */
export function slipsBetween(typed: string, word: string): number {
  let before: number[] = []
  let last: number[] = Array.from({ length: word.length + 1 }, (_, at) => at)
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= word.length; j += 1) {
      const same = typed[i - 1] === word[j - 1]
      const swapped = i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = row
  }
  return Math.min(...last)
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Number.POSITIVE_INFINITY
}

/** Words that one typed word may be meant to be, at most. */
const MOST_MEANT = 3

/**
 * The words that a typed one may be meant to be: those that the fewest slips lead to, where they are few enough. Words with
 * the same first letter and of the nearest length come first. None where nothing is near.
 */
export function meantBy(typed: string, words: readonly string[]): string[] {
  const near = words
    .map((word) => ({ word, slips: slipsBetween(typed, word) }))
    .filter(({ slips }) => slips <= slipsAllowed(typed.length))
  const fewest = Math.min(...near.map(({ slips }) => slips))
  return near
    .filter(({ slips }) => slips === fewest)
    .map(({ word }) => word)
    .sort(
      (a, b) =>
        Number(b[0] === typed[0]) - Number(a[0] === typed[0]) ||
        Math.abs(a.length - typed.length) - Math.abs(b.length - typed.length) ||
        (a < b ? -1 : 1),
    )
    .slice(0, MOST_MEANT)
}

/** Searches that are tried in place of one that found nothing, at most. */
const MOST_SEARCHES = 3

/**
 * What may have been meant by words that found nothing: each word that `near` has words for replaced by one that it may be
 * meant to be. None where no word can be another.
 */
export function meantSearches(words: readonly string[], near: ReadonlyMap<string, readonly string[]>): string[][] {
  let searches: string[][] = [[]]
  for (const word of words) {
    const meant = meantBy(word, near.get(word) ?? [])
    const forms = meant.length > 0 ? meant : [word]
    searches = searches.flatMap((before) => forms.map((form) => [...before, form])).slice(0, MOST_SEARCHES)
  }
  const typed = words.join(' ')
  return searches.filter((one) => one.join(' ') !== typed)
}
