import { roundedDivision } from './money.ts'

declare const unit: unique symbol

/** A number of packs, as orders and deliveries count. A safe integer; negative only in differences and reversals. */
export type Packs = number & { readonly [unit]: 'packs' }

/** A quantity in thousandths of a VMP unit (a tablet, a millilitre), as stock and usage count. A safe integer. */
export type Milli = number & { readonly [unit]: 'thousandths of a unit' }

function safeInteger(n: number | bigint, what: string): number {
  const value = Number(n)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${n} is not a whole number of ${what} that can be kept exactly`)
  return value === 0 ? 0 : value
}

/** Asserts whole packs; throws on a fraction or a number too large to be exact. */
export function packs(n: number | bigint): Packs {
  return safeInteger(n, 'packs') as Packs
}

/** Asserts thousandths of a unit; throws on a fraction or a number too large to be exact. */
export function milli(n: number | bigint): Milli {
  return safeInteger(n, 'thousandths of a unit') as Milli
}

/** Units held by so many packs: packs × contents of one pack, both exact. */
export function unitsInPacks(count: Packs, milliPerPack: Milli): Milli {
  return milli(BigInt(count) * BigInt(milliPerPack))
}

/** Whole packs needed to cover a quantity (rounded up); 0 when nothing is needed. */
export function packsToCover(quantity: Milli, milliPerPack: Milli): Packs {
  if (milliPerPack <= 0) throw new RangeError('A pack holds more than nothing')
  if (quantity <= 0) return packs(0)
  const size = BigInt(milliPerPack)
  return packs((BigInt(quantity) + size - 1n) / size)
}

/** Whole packs that a quantity makes up (rounded down, toward zero). */
export function wholePacksIn(quantity: Milli, milliPerPack: Milli): Packs {
  if (milliPerPack <= 0) throw new RangeError('A pack holds more than nothing')
  return packs(BigInt(quantity) / BigInt(milliPerPack))
}

/** Packs to one decimal place, in tenths, for the eye: 12.5 packs is 125. */
export function packsInTenths(quantity: Milli, milliPerPack: Milli): number {
  if (milliPerPack <= 0) throw new RangeError('A pack holds more than nothing')
  return safeInteger(roundedDivision(BigInt(quantity) * 10n, BigInt(milliPerPack)), 'tenths of a pack')
}

/** Adds packs; nothing adds up to 0. */
export function sumPacks(counts: Iterable<Packs>): Packs {
  let sum = 0n
  for (const count of counts) sum += BigInt(count)
  return packs(sum)
}

/** Adds quantities in thousandths; nothing adds up to 0. */
export function sumMilli(quantities: Iterable<Milli>): Milli {
  let sum = 0n
  for (const quantity of quantities) sum += BigInt(quantity)
  return milli(sum)
}

/** Reads a count of packs as people type it, "12" or "1,200"; null for anything else, zero and fractions included. */
export function parsePacks(text: string): Packs | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)$/.exec(text.trim())
  if (!match) return null
  const value = Number(text.replaceAll(',', ''))
  return Number.isSafeInteger(value) && value > 0 ? (value as Packs) : null
}

/** Reads a quantity of units with up to three decimals ("2.5", dm+d QTYVAL) into thousandths; null for anything else. */
export function parseUnits(text: string): Milli | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > 3) return null
  const value = Number(`${(match[1] ?? '').replaceAll(',', '')}${fraction.padEnd(3, '0')}`)
  return Number.isSafeInteger(value) ? (value as Milli) : null
}

/** Thousandths of a unit as plain decimal text without needless zeros ("2.5", "30"). */
export function milliAsDecimal(quantity: Milli): string {
  const digits = Math.abs(quantity).toString().padStart(4, '0')
  const fraction = digits.slice(-3).replace(/0+$/, '')
  return `${quantity < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction && `.${fraction}`}`
}
