import { ok, type Result } from '#lib/result.ts'
import { contentFault, isInSet } from './content.ts'
import { identifierName, refuseScan, type ScanRefusal } from './scan-refusal.ts'
import { IDENTIFIERS, type Identifier, valueLengths } from './table.ts'

/** An application identifier with its value, as in (10)AB12. */
export type Element = { ai: string; value: string }

/** Holds one value against its identifier: length, characters, check digits, dates. `thisYear` settles the century. */
export function checkElement(identifier: Identifier, value: string, thisYear: number): Result<Element, ScanRefusal> {
  const { ai, parts } = identifier
  const { least, most } = valueLengths(identifier)
  if (value.length < least) return refuseScan('TOO_SHORT', ai)
  if (value.length > most) return refuseScan('TOO_LONG', ai)
  let rest = value
  for (const part of parts) {
    const text = rest.slice(0, part.most)
    rest = rest.slice(part.most)
    if (text === '' && part.optional) continue
    if (text.length < part.least) return refuseScan('TOO_SHORT', ai)
    if (!isInSet(part.set, text)) return refuseScan('BAD_CHARACTER', ai)
    const fault = contentFault(part.checks, text, thisYear)
    if (fault) return refuseScan(fault, ai)
  }
  return ok({ ai, value })
}

function isLike(pattern: string, ai: string): boolean {
  return ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, ''))
}

function inWords(groups: readonly string[]): string {
  const names = groups.map((group) =>
    group
      .split('+')
      .map((ai) => identifierName(ai))
      .join(' and '),
  )
  return `the ${names.slice(0, 3).join(' or the ')}`
}

/**
 * Holds the elements of one item against each other: the same identifier twice must have the same value (the second is
 * dropped), what excludes each other may not stand together, what needs another must have it (batch, expiry and serial
 * need a product code; a count needs a delivery unit with its content).
 */
export function checkTogether(elements: readonly Element[]): Result<Element[], ScanRefusal> {
  const values = new Map<string, string>()
  for (const { ai, value } of elements) {
    if (values.has(ai) && values.get(ai) !== value) return refuseScan('REPEATED', ai)
    values.set(ai, value)
  }
  const present = [...values.keys()]
  for (const ai of present) {
    const identifier = IDENTIFIERS.get(ai)
    if (!identifier) return refuseScan('UNKNOWN_IDENTIFIER', null, ai)
    const foe = present.find((other) => other !== ai && identifier.excludes.some((pattern) => isLike(pattern, other)))
    if (foe) return refuseScan('NOT_TOGETHER', ai, `the ${identifierName(foe)}`)
    const friends = (group: string) =>
      group.split('+').every((pattern) => present.some((other) => other !== ai && isLike(pattern, other)))
    if (identifier.needs.length > 0 && !identifier.needs.some(friends)) {
      return refuseScan('NEEDS_OTHER', ai, inWords(identifier.needs))
    }
  }
  return ok([...values].map(([ai, value]) => ({ ai, value })))
}
