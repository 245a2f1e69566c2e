import { isOdsCode, verhoeffDigit } from './codes.ts'

/** Which run of numbers: PH purchase orders of a pharmacy, GRN goods received notes. */
export type NumberSeries = 'PH' | 'GRN'

/** What a document number says: the trust's ODS code, the series, the year (2026) and the running number of that year. */
export type DocumentNumber = { ods: string; series: NumberSeries; year: number; sequence: number }

const SHAPE = /^([A-Z0-9]{3,6})-?(PH|GRN)-?(\d{2})-?(\d{6})-?(\d)$/

/**
 * Check digit of a number: Verhoeff over prefix, series, year and running number, letters taken as two digits each
 * (A = 10 … Z = 35) and digits of the prefix as 00 to 09. Every single wrong digit and every swap of two neighbouring
 * digits in year and running number is caught.
 */
function checkDigit(ods: string, series: NumberSeries, digits: string): string {
  const prefix = [...`${ods}${series}`].map((sign) => Number.parseInt(sign, 36).toString().padStart(2, '0')).join('')
  return verhoeffDigit(`${prefix}${digits}`)
}

function format({ ods, series, year, sequence }: DocumentNumber): string {
  if (!isOdsCode(ods)) throw new RangeError(`${JSON.stringify(ods)} does not look like an ODS code`)
  if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new RangeError(`No number for the year ${year}`)
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999_999) {
    throw new RangeError(`The running number ${sequence} does not fit into six digits`)
  }
  const yy = (year % 100).toString().padStart(2, '0')
  const run = sequence.toString().padStart(6, '0')
  return `${ods}-${series}-${yy}-${run}-${checkDigit(ods, series, `${yy}${run}`)}`
}

/** Purchase order number, for example RZZ-PH-26-000123-…: unique in the trust and never used again. Year in full. */
export function formatOrderNumber(number: { ods: string; year: number; sequence: number }): string {
  return format({ ...number, series: 'PH' })
}

/** Goods received note number, for example RZZ-GRN-26-000123-…. Year in full. */
export function formatReceiptNumber(number: { ods: string; year: number; sequence: number }): string {
  return format({ ...number, series: 'GRN' })
}

/**
 * Reads a number as typed or scanned: any case, spaces around it, with or without hyphens.
 * null when it has another shape or its check digit is wrong.
 */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const match = SHAPE.exec(text.trim().toUpperCase())
  if (!match) return null
  const [, ods = '', series = '', yy = '', run = '', check] = match
  const sequence = Number(run)
  if (sequence === 0 || checkDigit(ods, series as NumberSeries, `${yy}${run}`) !== check) return null
  return { ods, series: series as NumberSeries, year: 2000 + Number(yy), sequence }
}

/** The number as we write it, with hyphens and capitals, for what was typed; null when it is not one of ours. */
export function normaliseDocumentNumber(text: string): string | null {
  const number = parseDocumentNumber(text)
  return number && format(number)
}

/** Whether the text looks like one of our numbers but its check digit does not fit: a digit was mistyped. */
export function isMistypedNumber(text: string): boolean {
  return SHAPE.test(text.trim().toUpperCase()) && parseDocumentNumber(text) === null
}
