import { cdName } from '#lib/catalogue/pack.rules.ts'
import { packElements, writeBracketed, writeElementString } from '#lib/exchange/gs1/encode.ts'
import type { LocalDate } from '#lib/values/dates.ts'

/** What a shelf label says: a pack, and of a batch its number and expiry. `gtin` as its pack carries it, 14 digits. */
export type ShelfLabel = {
  /** Names it in the form: the AMPP id, or the id of a line of a goods received note. */
  id: string
  product: string
  packText: string
  make: string
  amppId: string
  /** What must be known where it is handled, in words: controlled, from the fridge, hazardous. */
  handled: string[]
  gtin: string | null
  batch: string | null
  expiry: LocalDate | null
  /** Copies that are offered. */
  copies: number
}

/** What a label says of how a pack is handled: short, because a label is small. */
export function labelWords(pack: { cdCategory: string; fridge: boolean; hazardous: boolean }): string[] {
  const controlled = cdName(pack.cdCategory) === '' ? '' : 'Controlled drug'
  return [controlled, pack.fridge ? 'Fridge' : '', pack.hazardous ? 'Hazardous' : ''].filter((one) => one !== '')
}

/** A label that can be printed: one with a barcode to print. */
export type PrintableLabel = ShelfLabel & { gtin: string }

/** Whether there is a barcode to print: a pack without one has no label. */
export function isPrintable(label: ShelfLabel): label is PrintableLabel {
  return label.gtin !== null
}

/** The barcode of a label: the element string a scanner sends, and the same for people. */
export function barcodeOf({ gtin, expiry, batch }: PrintableLabel): { elementString: string; bracketed: string } {
  const elements = packElements({ gtin14: gtin, ...(expiry ? { expiry } : {}), ...(batch ? { batch } : {}) })
  return { elementString: writeElementString(elements), bracketed: writeBracketed(elements) }
}
