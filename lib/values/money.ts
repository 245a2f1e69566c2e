declare const unit: unique symbol

/** An amount of money in whole pence. A safe integer; may be negative (credits, differences). */
export type Pence = number & { readonly [unit]: 'pence' }

/** A price per pack, excluding VAT, in ten-thousandths of a pound. A safe integer. */
export type Price = number & { readonly [unit]: 'ten-thousandths of a pound' }

/** A rate in basis points: 2000 is 20%. */
export type BasisPoints = number

/** What one pack costs and how much is in it (thousandths of a VMP unit): enough to compare packs of different sizes. */
export type PackPrice = { price: Price; milliUnits: number }

function safeInteger(n: number | bigint, what: string): number {
  const value = Number(n)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${n} is not a whole number of ${what} that can be kept exactly`)
  return value === 0 ? 0 : value
}

/** Asserts whole pence at the door (database, form, message); throws on a fraction or a number too large to be exact. */
export function pence(n: number | bigint): Pence {
  return safeInteger(n, 'pence') as Pence
}

/** Asserts a price in ten-thousandths of a pound per pack; throws on a fraction or a number too large to be exact. */
export function price(n: number | bigint): Price {
  return safeInteger(n, 'ten-thousandths of a pound') as Price
}

/**
 * The one rounding function of the house: numerator ÷ denominator to the nearest whole, halves away from zero.
 * Throws when the denominator is zero.
 */
export function roundedDivision(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}

/** Net of an order line in pence: price per pack × packs, rounded once. */
export function lineNet(price: Price, packs: number): Pence {
  return pence(roundedDivision(BigInt(price) * BigInt(packs), 100n))
}

/** VAT on one line's net at a rate in basis points (2000 = 20%). VAT is worked out line by line and then added up. */
export function vatOn(net: Pence, rateBasisPoints: BasisPoints): Pence {
  return pence(roundedDivision(BigInt(net) * BigInt(rateBasisPoints), 10_000n))
}

/** Adds amounts; nothing adds up to 0. Throws when the sum is too large to be exact. */
export function sumPence(amounts: Iterable<Pence>): Pence {
  let sum = 0n
  for (const amount of amounts) sum += BigInt(amount)
  return pence(sum)
}

/** a + b. */
export function addPence(a: Pence, b: Pence): Pence {
  return sumPence([a, b])
}

/** a − b; negative when b is the larger. */
export function subtractPence(a: Pence, b: Pence): Pence {
  return pence(BigInt(a) - BigInt(b))
}

/**
 * Compares what one unit costs in two packs, as fractions and unrounded: negative when `a` is the cheaper,
 * 0 when exactly equal, positive when `b` is. Pack contents must be above zero.
 */
export function comparePerUnit(a: PackPrice, b: PackPrice): number {
  if (a.milliUnits <= 0 || b.milliUnits <= 0) throw new RangeError('A pack holds more than nothing')
  const left = BigInt(a.price) * BigInt(b.milliUnits)
  const right = BigInt(b.price) * BigInt(a.milliUnits)
  return left < right ? -1 : left > right ? 1 : 0
}

/** Price of one unit in ten-thousandths of a pound, rounded: for the eye only. Compare with `comparePerUnit`. */
export function perUnit({ price: perPack, milliUnits }: PackPrice): Price {
  if (milliUnits <= 0) throw new RangeError('A pack holds more than nothing')
  return price(roundedDivision(BigInt(perPack) * 1000n, BigInt(milliUnits)))
}

/** `part` of `whole` in basis points (half = 5000), rounded; null when the whole is zero. Both in the same unit. */
export function shareInBasisPoints(part: number, whole: number): BasisPoints | null {
  if (whole === 0) return null
  return safeInteger(roundedDivision(BigInt(part) * 10_000n, BigInt(whole)), 'basis points')
}

/** How much dearer (positive) or cheaper (negative) `to` is than `from`, in basis points; null when `from` is zero. */
export function changeInBasisPoints(from: number, to: number): BasisPoints | null {
  return shareInBasisPoints(to - from, from)
}

const POUNDS = /^£?\s*(?<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?<fraction>\d+))?$/

function parseDecimal(text: string, places: number): number | null {
  const match = POUNDS.exec(text.trim())
  const whole = match?.groups?.whole
  const fraction = match?.groups?.fraction ?? ''
  if (!match || (whole === undefined && fraction === '')) return null
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > places) return null
  const value = Number(`${(whole ?? '0').replaceAll(',', '')}${kept.padEnd(places, '0')}`)
  return Number.isSafeInteger(value) ? value : null
}

/**
 * Reads an amount as people type it, "£1,234.50", "1234.5", ".50", into pence.
 * null for anything else: a minus, more than two decimals that are not zeros, commas in odd places.
 */
export function parsePounds(text: string): Pence | null {
  return parseDecimal(text, 2) as Pence | null
}

/** Reads a price per pack, up to four decimals, with or without £ and thousands separators; null when it is none. */
export function parsePrice(text: string): Price | null {
  return parseDecimal(text, 4) as Price | null
}

/** An amount as plain decimal text with two places ("1234.50", "-0.05"), as messages and files want it. */
export function penceAsDecimal(amount: Pence): string {
  return asDecimal(amount, 2, 2)
}

/** A price as plain decimal text with two to four places ("18.50", "0.0125"). */
export function priceAsDecimal(amount: Price): string {
  return asDecimal(amount, 4, 2)
}

function asDecimal(n: number, places: number, atLeast: number): string {
  const digits = Math.abs(n)
    .toString()
    .padStart(places + 1, '0')
  let fraction = digits.slice(-places)
  while (fraction.length > atLeast && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${n < 0 ? '-' : ''}${digits.slice(0, -places)}.${fraction}`
}
