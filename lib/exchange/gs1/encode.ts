import { dateParts, type LocalDate } from '#lib/values/dates.ts'
import type { Element } from './element.ts'
import { GS } from './element-string.ts'
import { IDENTIFIERS, type Identifier } from './table.ts'

function identified(ai: string): Identifier {
  const identifier = IDENTIFIERS.get(ai)
  if (!identifier) throw new RangeError(`(${ai}) is not an application identifier`)
  return identifier
}

/** The elements as a scanner sends them: a separator after each value that does not end by its length, none at the end. */
export function writeElementString(elements: readonly Element[]): string {
  return elements
    .map(({ ai, value }, i) => `${ai}${value}${identified(ai).fixed || i === elements.length - 1 ? '' : GS}`)
    .join('')
}

/** The elements for people and for label printers: "(01)05000283101086(17)270831(10)AB12"; a bracket in a value is \(. */
export function writeBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${identified(ai).ai})${value.replaceAll('(', '\\(')}`).join('')
}

/** The elements as a Digital Link below `stem`; throws when none of them can be its key. */
export function writeDigitalLink(elements: readonly Element[], stem = 'https://id.gs1.org'): string {
  const key = elements.find(({ ai }) => identified(ai).key)
  if (!key) throw new RangeError('A Digital Link needs a key such as a product code')
  const orders = identified(key.ai).key ?? []
  const here = (order: readonly string[]) => elements.filter(({ ai }) => order.includes(ai)).length
  const order = orders.toSorted((a, b) => here(b) - here(a))[0] ?? []
  const qualifiers = order.flatMap((ai) => elements.find((element) => element.ai === ai) ?? [])
  const path = [key, ...qualifiers]
  const rest = elements.filter((element) => !path.includes(element))
  const query = rest.map(({ ai, value }) => `${ai}=${encodeURIComponent(value)}`).join('&')
  return `${stem}${path.map(({ ai, value }) => `/${ai}/${encodeURIComponent(value)}`).join('')}${query && `?${query}`}`
}

/** A date as barcodes carry it, YYMMDD. */
export function barcodeDate(date: LocalDate): string {
  const { year } = dateParts(date)
  return `${(year % 100).toString().padStart(2, '0')}${date.slice(5, 7)}${date.slice(8, 10)}`
}

/** The elements on a medicine pack, in the usual order: product, expiry, batch, serial. */
export function packElements(pack: { gtin14: string; expiry?: LocalDate; batch?: string; serial?: string }): Element[] {
  const elements: Element[] = [{ ai: '01', value: pack.gtin14 }]
  if (pack.expiry) elements.push({ ai: '17', value: barcodeDate(pack.expiry) })
  if (pack.batch) elements.push({ ai: '10', value: pack.batch })
  if (pack.serial) elements.push({ ai: '21', value: pack.serial })
  return elements
}
