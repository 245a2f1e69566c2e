import { ok, type Result } from '#lib/result.ts'
import { checkElement, type Element } from './element.ts'
import { refuseScan, type ScanRefusal } from './scan-refusal.ts'
import { IDENTIFIERS, identifierAt, valueLengths } from './table.ts'

/** The separator (FNC1) as scanners send it: the control character group separator, number 29. */
export const GS = '\u001d'

/**
 * Splits an element string into its elements. An identifier of fixed length needs no separator, every other value runs
 * to the next separator or the end: a missing separator is never guessed, what follows belongs to the value (and makes
 * it too long or leaves it as it is). A separator too many is no harm.
 */
export function readElementString(text: string, thisYear: number): Result<Element[], ScanRefusal> {
  const elements: Element[] = []
  let rest = text
  while (true) {
    while (rest.startsWith(GS)) rest = rest.slice(1)
    if (rest === '') return elements.length > 0 ? ok(elements) : refuseScan('EMPTY')
    const identifier = identifierAt(rest)
    if (!identifier) return refuseScan('UNKNOWN_IDENTIFIER', null, rest.slice(0, 4))
    rest = rest.slice(identifier.ai.length)
    const untilSeparator = rest.split(GS, 1)[0] ?? ''
    const value = identifier.fixed ? untilSeparator.slice(0, valueLengths(identifier).most) : untilSeparator
    const element = checkElement(identifier, value, thisYear)
    if (!element.ok) return element
    elements.push(element.value)
    rest = rest.slice(value.length)
  }
}

/**
 * Reads the form printed for people, "(01)05000283101086(17)270831(10)AB12": each value is its own, blanks next to a
 * bracket are dropped, and a bracket inside a value is written \(.
 */
export function readBracketed(text: string, thisYear: number): Result<Element[], ScanRefusal> {
  const elements: Element[] = []
  let rest = text.trim()
  while (rest !== '') {
    const match = /^\(\s*(\d{2,4})\s*\)\s*((?:[^(\\]|\\\(|\\)*)/.exec(rest)
    const identifier = IDENTIFIERS.get(match?.[1] ?? '')
    if (!match || !identifier) return refuseScan('UNKNOWN_IDENTIFIER', null, rest.slice(0, 6))
    const value = (match[2] ?? '').trimEnd().replaceAll('\\(', '(')
    const element = checkElement(identifier, value, thisYear)
    if (!element.ok) return element
    elements.push(element.value)
    rest = rest.slice(match[0].length)
  }
  return ok(elements)
}
