import { ok, type Result } from '#lib/result.ts'
import { checkElement, type Element } from './element.ts'
import { refuseScan, type ScanRefusal } from './scan-refusal.ts'
import { IDENTIFIERS, type Identifier } from './table.ts'

type Pair = { identifier: Identifier; value: string }

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The pairs of the path from its primary key on: /01/05000283101086/10/AB12; null when there is no key or a bad value. */
function pairsOfPath(path: string): Pair[] | null {
  const steps = path.replace(/\/$/, '').split('/').slice(1)
  const pairs: Pair[] = []
  for (let i = steps.length - 2; i >= 0; i -= 2) {
    const identifier = IDENTIFIERS.get(steps[i] ?? '')
    const value = decoded(steps[i + 1] ?? '')
    if (!identifier || value === null) return null
    pairs.unshift({ identifier, value })
    if (identifier.key) return pairs
  }
  return null
}

function isOrdered(qualifiers: readonly string[], orders: readonly (readonly string[])[]): boolean {
  return orders.some((order) => {
    const places = qualifiers.map((ai) => order.indexOf(ai))
    return places.every((place, i) => place >= 0 && place > (places[i - 1] ?? -1))
  })
}

/** The pairs of the query, or null for an unknown identifier, one that belongs into the path, or one given twice. */
function pairsOfQuery(query: string, path: readonly Pair[]): Pair[] | null {
  const orders = path[0]?.identifier.key ?? []
  const taken = new Set(path.map(({ identifier }) => identifier.ai))
  const qualifiers = path.slice(1).map(({ identifier }) => identifier.ai)
  const fits = (ai: string) => [...qualifiers, ai].some((_, at) => isOrdered(qualifiers.toSpliced(at, 0, ai), orders))
  const pairs: Pair[] = []
  for (const [name, value] of new URLSearchParams(query.replaceAll(';', '&'))) {
    if (!/^\d+$/.test(name)) continue
    const identifier = IDENTIFIERS.get(name)
    if (!identifier?.attribute || taken.has(name) || fits(name)) return null
    taken.add(name)
    pairs.push({ identifier, value })
  }
  return pairs
}

/**
 * Reads a GS1 Digital Link (uncompressed): the key with its qualifiers in their order in the path (01/22/10/21, a GTIN
 * with all 14 digits), the rest in the query; what is not a number there is not ours and is passed over.
 */
export function readDigitalLink(text: string, thisYear: number): Result<Element[], ScanRefusal> {
  const match = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text)
  const path = match && pairsOfPath(match[1] ?? '')
  const key = path?.[0]?.identifier.key
  if (!path || !key) return refuseScan('BAD_LINK')
  const qualifiers = path.slice(1).map(({ identifier }) => identifier.ai)
  if (!isOrdered(qualifiers, key)) return refuseScan('BAD_LINK')
  const query = pairsOfQuery(match[2] ?? '', path)
  if (!query) return refuseScan('BAD_LINK')
  const elements: Element[] = []
  for (const { identifier, value } of [...path, ...query]) {
    const element = checkElement(identifier, value, thisYear)
    if (!element.ok) return element
    elements.push(element.value)
  }
  return ok(elements)
}
