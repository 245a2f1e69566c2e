import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatMilli, formatPrice } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'
import type { LoadKind } from './kind.rules.ts'

/**
 * What a file brings that is not here yet, as it is shown before anybody says yes. `row`: where it stands in the file,
 * null where several rows are one. Prices in ten-thousandths of a pound per pack, contents in thousandths of a VMP unit.
 */
export type NewRow =
  | {
      of: 'contracts'
      row: number
      product: string
      supplier: string
      contract: string
      price: Price
      from: LocalDate
      to: LocalDate
      buyingGroup: string
    }
  | { of: 'packs'; row: number; product: string; make: string; amppId: string; gtin: string }
  | { of: 'suppliers'; row: number; name: string; code: string; what: string }
  | {
      of: 'stock'
      row: number
      product: string
      store: string
      batch: string
      expiry: LocalDate | null
      unitsMilli: Milli
      unit: string
    }
  | { of: 'formulary'; row: number; medicine: string; pack: string; status: string; criteria: string; from: LocalDate }
  | {
      of: 'lists'
      row: number
      medicine: string
      pack: string
      list: string
      source: string
      from: LocalDate
      to: LocalDate | null
    }
  | { of: 'codes'; row: number; code: string; system: string; product: string; amppId: string }
  | { of: 'usage'; row: number | null; medicine: string; store: string; day: LocalDate; unitsMilli: Milli }

/** The new rows of one kind of file. */
export type NewRowOf<K extends LoadKind> = Extract<NewRow, { of: K }>

/** How many new rows are shown; the count says how many there are. */
export const NEW_SHOWN = 50

/** What is new in a file, as a heading. */
export const NEW_ROW_TITLES = {
  contracts: 'New contract prices',
  packs: 'New packs',
  suppliers: 'New suppliers and accounts',
  stock: 'New batches',
  usage: 'New usage',
  formulary: 'New in the formulary',
  codes: 'New local codes',
  lists: 'New on the lists',
} as const satisfies Record<LoadKind, string>

/** "and 12 more" below the rows that are shown; null where all are. */
export function andMore(shown: number, all: number): string | null {
  return shown < all ? `and ${formatCounted(all - shown, 'more', 'more')}` : null
}

/** A new row in one line, for the console. */
export function newRowLine(one: NewRow): string {
  switch (one.of) {
    case 'contracts':
      return `${one.product}, ${one.supplier}, ${one.buyingGroup}: ${formatPrice(one.price)}, ${formatDate(one.from)} to ${formatDate(one.to)}, ${one.contract}`
    case 'packs':
      return `${one.product}, ${one.make}: ${one.amppId}${one.gtin ? `, barcode ${one.gtin}` : ''}`
    case 'suppliers':
      return `${one.name} (${one.code}): ${one.what}`
    case 'stock':
      return `${one.product}, ${one.store}, batch ${one.batch || 'not given'}: ${formatMilli(one.unitsMilli)} ${one.unit}`
    case 'formulary':
      return `${one.medicine}${one.pack && `, ${one.pack}`}: ${one.status}, from ${formatDate(one.from)}`
    case 'lists':
      return `${one.medicine}${one.pack && `, ${one.pack}`}: ${one.list}, from ${formatDate(one.from)}, ${one.source}`
    case 'codes':
      return `${one.code}, ${one.system}: ${one.product}, ${one.amppId}`
    case 'usage':
      return `${one.medicine}, ${one.store}, ${formatDate(one.day)}: ${formatMilli(one.unitsMilli)}`
  }
}

/** What tells one new row from another, whatever order its fields are kept in. */
export function newRowKey(one: NewRow): string {
  return JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
}
