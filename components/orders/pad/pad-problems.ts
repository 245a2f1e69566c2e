import { HIGHEST_PRICE, LONGEST, MOST_PACKS } from '#lib/orders/raise/pad-limits.rules.ts'
import { formatCount, formatPrice } from '#lib/values/format.ts'
import { parsePrice } from '#lib/values/money.ts'
import { parsePacks } from '#lib/values/packs.ts'
import { isKept } from './outbox.ts'
import { packsId } from './pad-line.tsx'
import type { PadMemory } from './pad-memory.ts'
import { PASTE_BOX, type PadState, readPacks, readPrice } from './pad-state.ts'
import { packWords } from './pad-words.ts'
import { firstField } from './row-fields.tsx'
import { problemWords } from './row-words.ts'
import type { ShownLine } from './shown-line.ts'
import type { ShownRow } from './shown-rows.ts'

/** Something to put right before the pad can be checked. `at` names the field as `key/field`, `href` leads to it; `line` is what it is about. */
export type PadProblem = { at: string; words: string; href: string; line: string | null }

/** How many pasted rows are named one by one in what is to be put right; more are named together. */
const MOST_NAMED = 10

const WHOLE_PACKS = 'Enter packs as a whole number, like 120'

function packsWords(text: string): string {
  return parsePacks(text) === null ? WHOLE_PACKS : `Enter ${formatCount(MOST_PACKS)} packs or fewer`
}

function priceWords(text: string): string {
  const price = parsePrice(text)
  return price !== null && price > HIGHEST_PRICE
    ? `Enter a price of ${formatPrice(HIGHEST_PRICE)} or less`
    : 'Enter a price in pounds, like 24.90'
}

/** Fields whose text is no value: kept as it was typed, but by the browser only. */
export function unreadable(state: Pick<PadState, 'raw'>): string[] {
  return Object.entries(state.raw).flatMap(([name, text]) => {
    if (name.endsWith('/packs')) return isPacks(text) ? [] : [name]
    if (name.endsWith('/price')) return isPrice(text) ? [] : [name]
    return tooLong(name, text) === null ? [] : [name]
  })
}

/** By how many letters a text is longer than its field may be; null where it is not. */
function tooLong(name: string, text: string): string | null {
  const most = mostLetters(name)
  const letters = text.trim().length
  if (most === null || letters <= most) return null
  return `Shorten it to ${formatCount(most)} letters. It has ${formatCount(letters)}`
}

function mostLetters(name: string): number | null {
  if (name === 'head/note') return LONGEST.padNote
  if (name === 'head/emergencyReason') return LONGEST.emergencyReason
  if (name.endsWith('/source')) return LONGEST.source
  if (name.endsWith('/note')) return LONGEST.note
  if (name.endsWith('/formularyReason')) return LONGEST.formularyReason
  return name.endsWith('/ownNote') ? LONGEST.ownNote : null
}

/**
 * What the browser itself has to keep of the page; null when the server has everything. A text that is a value is kept
 * with its change only: by the time it is found again somebody may have changed the line.
 */
export function toRemember({ outbox, raw, hits }: Pick<PadState, 'outbox' | 'raw' | 'hits'>): PadMemory | null {
  if (!isKept(outbox)) return { outbox, raw, hits }
  const names = [...unreadable({ raw }), ...Object.keys(raw).filter((name) => name === PASTE_BOX)]
  const texts = Object.fromEntries(names.map((name) => [name, raw[name] ?? '']))
  return Object.keys(texts).length === 0 ? null : { outbox, raw: texts, hits }
}

function isPacks(text: string): boolean {
  return readPacks(text) !== null
}

function isPrice(text: string): boolean {
  return readPrice(text) !== null
}

/** Everything that has to be put right, in the order of the page. */
export function padProblems(
  state: PadState,
  lines: readonly ShownLine[],
  rows: readonly ShownRow[] = [],
): PadProblem[] {
  const wrong = new Set(unreadable(state))
  const { head } = state.view
  const problems: PadProblem[] = []
  const long = (name: string) => tooLong(name, state.raw[name] ?? '')
  const [longReason, longNote] = [long('head/emergencyReason'), long('head/note')]
  if (longNote) problems.push({ at: 'note', words: longNote, href: '#pad-note', line: null })
  if (longReason) problems.push({ at: 'emergencyReason', words: longReason, href: '#pad-emergency-reason', line: null })
  else if (head.emergency && head.emergencyReason.trim() === '') {
    const words = 'Say why this is an emergency'
    problems.push({ at: 'emergencyReason', words, href: '#pad-emergency-reason', line: null })
  }
  const [first] = rows
  if (first && rows.length > MOST_NAMED) {
    const words = `Mend or leave out the ${formatCount(rows.length)} rows of your list`
    problems.push({ at: `row/${first.id}`, words, href: `#${firstField(first)}`, line: null })
  } else
    for (const row of rows) {
      const [problem] = row.problems
      const words = row.looking || !problem ? 'Wait until it is looked up' : problemWords(problem, row)
      problems.push({ at: `row/${row.id}`, words, href: `#${firstField(row)}`, line: `Row ${row.no} of your list` })
    }
  for (const line of lines) {
    const say = (field: string, words: string, href = `#${field}-${line.key}`) => {
      problems.push({ at: `${line.key}/${field}`, words, href, line: packWords(line) })
    }
    if (wrong.has(`${line.key}/packs`))
      say('packs', packsWords(state.raw[`${line.key}/packs`] ?? ''), `#${packsId(line.key)}`)
    if (wrong.has(`${line.key}/price`)) say('price', priceWords(state.raw[`${line.key}/price`] ?? ''))
    else if (line.basis === 'missing') say('price', 'Enter the price of a pack')
    for (const field of ['source', 'note', 'ownNote', 'formularyReason']) {
      const words = long(`${line.key}/${field}`)
      if (words) say(field, words)
    }
    if ((line.basis === 'missing' || line.basis === 'typed') && line.source.trim() === '') {
      say('source', 'Say where the price comes from')
    }
    if (line.state === 'OFF_CONTRACT' && line.reason === null && line.basis !== 'pending') {
      say('reason', 'Choose why you buy off contract')
    }
    if (line.formulary === 'NOT_PERMITTED') {
      say('packs', 'Your formulary does not permit it. Take the line off', `#${packsId(line.key)}`)
    } else if (line.formulary === 'NON_FORMULARY' && line.formularyReason.trim() === '') {
      say('formularyReason', 'Say why you order what is not on the formulary')
    }
  }
  return problems
}
