declare const kind: unique symbol

/** A GTIN written with 14 digits (shorter ones padded with zeros), check digit good. */
export type Gtin14 = string & { readonly [kind]: 'GTIN-14' }

const TIMES = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
].map((row) => [...row].map(Number))
const PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
].map((row) => [...row].map(Number))
const INVERSE = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]

// a release of the dictionary has millions of ids: looked up in flat tables
const FLAT_TIMES = Uint8Array.from(TIMES.flat())
const FLAT_PERMUTE = Uint8Array.from(PERMUTE.flat())

function verhoeff(digits: string, firstPosition: number): number {
  let check = 0
  let position = firstPosition
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const digit = digits.charCodeAt(at) - 48
    check = FLAT_TIMES[check * 10 + (FLAT_PERMUTE[(position & 7) * 10 + digit] ?? 0)] ?? 0
    position += 1
  }
  return check
}

/** Verhoeff check digit for a run of digits: catches every single wrong digit and every swap of neighbours. */
export function verhoeffDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('Verhoeff works on digits')
  return String(INVERSE[verhoeff(digits, 1)])
}

/** Whether a run of digits ends in its Verhoeff check digit. */
export function endsInVerhoeff(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && verhoeff(digits, 0) === 0
}

/** Whether the text is a dm+d (SNOMED CT) id: 6 to 18 digits, no leading zero, the last a Verhoeff check digit. */
export function isDmdId(text: string): boolean {
  return /^[1-9]\d{5,17}$/.test(text) && endsInVerhoeff(text)
}

/** GS1 check digit (mod 10, weights 3 and 1 from the right) for the digits before it: GTIN, GLN and SSCC share it. */
export function gs1Digit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('A GS1 check digit works on digits')
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return String((10 - (sum % 10)) % 10)
}

/** Whether a run of digits ends in its GS1 check digit. */
export function endsInGs1Digit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && gs1Digit(digits.slice(0, -1)) === digits.slice(-1)
}

/** The GTIN with 14 digits for a GTIN of 8, 12, 13 or 14 with a good check digit; null for all else, zeros included. */
export function gtin14(text: string): Gtin14 | null {
  if (!/^(\d{8}|\d{12,14})$/.test(text) || !endsInGs1Digit(text) || /^0+$/.test(text)) return null
  return text.padStart(14, '0') as Gtin14
}

/** Whether the text is a GTIN of 8, 12, 13 or 14 digits with a good check digit. */
export function isGtin(text: string): boolean {
  return gtin14(text) !== null
}

/**
 * Whether a barcode (14 digits) is of the numbers that GS1 leaves to each house for its own use (prefixes 02, 04 and 20 to
 * 29, GS1 General Specifications, restricted circulation): no product on sale carries it.
 */
export function isInHouseGtin(gtin: string): boolean {
  return /^\d(0[24]|2)\d+$/.test(gtin) && gtin.length === 14
}

/** Whether the text is a GLN (GS1 location number): 13 digits with a good check digit. */
export function isGln(text: string): boolean {
  return /^\d{13}$/.test(text) && endsInGs1Digit(text) && !/^0+$/.test(text)
}

/** Whether the text has the shape of an ODS organisation code: 3 to 6 capitals and digits. There is no check digit. */
export function isOdsCode(text: string): boolean {
  return /^[A-Z0-9]{3,6}$/.test(text)
}
