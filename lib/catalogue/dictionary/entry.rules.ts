import { gtin14, isDmdId } from '#lib/values/codes.ts'
import { codeKey, holdsId, type PartKind } from './format.rules.ts'

/** An item as it stands in a file: its elements with their texts; those with elements of their own as lists. */
export type Item = Record<string, string | Record<string, string>[]>

/** Something about a release: which file, which concept, what. Of doubts the release goes in all the same. */
export type Finding = { part: PartKind | null; id: string; what: string }

const LONGEST_ID = 18

/**
 * Where an item belongs: the id of its entry. Null with the reason where its id is missing or its check digit does not
 * fit: such an item is left out and told.
 */
export function entryId(
  kind: PartKind,
  group: string,
  item: string,
  element: string,
  fields: Item,
): { id: string } | { problem: string } {
  const text = fields[element]
  if (typeof text !== 'string' || text === '') return { problem: `${item} without ${element}` }
  if (kind === 'lookup') return { id: `${group} ${codeKey(text).slice(0, 40)}` }
  for (const name in fields) {
    const value = fields[name]
    if (typeof value !== 'string' || !holdsId(name) || isDmdId(value)) continue
    return { problem: `${item} ${text.slice(0, LONGEST_ID)}: the check digit of ${name} does not fit` }
  }
  return { id: kind === 'history' ? `${item} ${text}` : text }
}

/** A barcode of a pack with its days, as YYYY-MM-DD; `to` is 9999-12-31 until further notice. */
export type Barcode = { gtin: string; from: string; to: string }

const EVER = '1900-01-01'
const NO_END = '9999-12-31'

/**
 * The barcodes of a pack by its blocks of the GTIN file: written with 14 digits, the days of the same number put together
 * where they touch (the same number comes with 13 and with 14 digits in succession). What is no barcode, or ends before it
 * begins, is left out.
 */
export function barcodesOf(blocks: readonly Item[]): Barcode[] {
  const all = blocks.flatMap((block) => {
    const data = Array.isArray(block.GTINDATA) ? block.GTINDATA : []
    return data.flatMap((one): Barcode[] => {
      const gtin = gtin14((one.GTIN ?? '').trim())
      const from = dayOr(one.STARTDT, EVER)
      const to = dayOr(one.ENDDT, NO_END)
      return gtin && from <= to ? [{ gtin, from, to }] : []
    })
  })
  all.sort((a, b) => (a.gtin + a.from + a.to < b.gtin + b.from + b.to ? -1 : 1))
  const merged: Barcode[] = []
  for (const one of all) {
    const last = merged.at(-1)
    if (last && last.gtin === one.gtin && one.from <= dayAfter(last.to)) {
      if (one.to > last.to) last.to = one.to
    } else merged.push({ ...one })
  }
  return merged
}

function dayOr(text: string | undefined, otherwise: string): string {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : otherwise
}

function dayAfter(day: string): string {
  if (day >= NO_END) return day
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
