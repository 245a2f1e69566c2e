import { formatMilli } from './format.ts'
import { milli } from './packs.ts'

const NO_PLURAL = /^(ml|l|mg|g|kg|cm|m|microgram|unit dose|.*s)$/i

/** One of a unit, as it is spoken: "a vial", "an ampoule", "a unit dose", "a ml" (said millilitre). */
export function aUnit(unitName: string): string {
  return `${/^[aeio]/i.test(unitName) ? 'an' : 'a'} ${unitName}`
}

/** Several of a unit: "vials", but "ml". */
export function unitPlural(unitName: string): string {
  return NO_PLURAL.test(unitName) ? unitName : `${unitName}s`
}

/** A quantity with its unit, to the whole unit: "144 vials", "1 vial", "250 ml". */
export function unitsInWords(thousandths: number, unitName: string): string {
  const whole = Math.round(thousandths / 1000)
  return `${formatMilli(milli(whole * 1000))} ${whole === 1 ? unitName : unitPlural(unitName)}`
}
