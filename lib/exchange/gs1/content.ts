import { endsInGs1Digit } from '#lib/values/codes.ts'
import { dateFromParts, lastDayOf } from '#lib/values/dates.ts'

/** What the content of a part must be, beyond its characters and length. */
export type ContentCheck = keyof typeof CHECKS

/** What is wrong with a part: a date that is none, a wrong check digit, another value that cannot be. */
export type ContentFault = 'BAD_DATE' | 'BAD_CHECK_DIGIT' | 'BAD_VALUE'

const SETS = {
  n: /^\d*$/,
  x: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  y: /^[#\-/0-9A-Z]*$/,
  z: /^[-0-9A-Z_a-z]*={0,2}$/,
}

/** Whether all characters belong to the set. The general set has no space, #, $, @, £ or accents. */
export function isInSet(set: keyof typeof SETS, text: string): boolean {
  return SETS[set].test(text)
}

/** Year of a two-digit year: the one within 49 years before and 50 years after this year (General Specifications 7.12). */
export function fullYear(yy: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100)
  const ahead = yy - (thisYear % 100)
  return century + yy + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0)
}

function isDay(text: string, thisYear: number, dayMayBeZero: boolean): boolean {
  const [yy, month, day] = [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6))]
  const last = month >= 1 && month <= 12 ? lastDayOf(fullYear(yy, thisYear), month) : 0
  return day <= last && (day >= 1 || (dayMayBeZero && last > 0))
}

function isFullDay(text: string): boolean {
  return dateFromParts(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))) !== null
}

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

function isCountryCode(letters: string): boolean {
  return (
    /^[A-Z]{2}$/.test(letters) &&
    !/^(X[A-Z]|Q[M-Z]|AA|ZZ|EU|UN|EZ|AC|CP|CQ|DG|EA|IC|TA)$/.test(letters) &&
    COUNTRY_NAMES.of(letters) !== undefined
  )
}

function isCountryNumber(digits: string): boolean {
  return isCountryCode(new Intl.Locale(`und-${digits}`).region ?? '')
}

const PAIR_PRIMES = [83, 79, 73, 71, 67, 61, 59, 53, 47, 43, 41, 37, 31, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2]
const PAIR_CHARACTERS = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const PAIR_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function endsInPair(text: string): boolean {
  const body = text.slice(0, -2)
  if (text.length < 3) return false
  const primes = PAIR_PRIMES.slice(-body.length)
  const sum = [...body].reduce((total, sign, i) => total + PAIR_CHARACTERS.indexOf(sign) * (primes[i] ?? 0), 0) % 1021
  return text.slice(-2) === `${PAIR_LETTERS.charAt(sum >> 5)}${PAIR_LETTERS.charAt(sum & 31)}`
}

function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{6,}$/.test(text) || !isCountryCode(text.slice(0, 2))) return false
  const digits = [...(text.slice(4) + text.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

function isPiece(text: string): boolean {
  const [piece, total] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  return piece >= 1 && piece <= total
}

const below = (limit: number) => (text: string) => Number(text) < limit
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)
const anything = () => true

type Check = (text: string, thisYear: number) => boolean

const CHECKS = {
  check: endsInGs1Digit,
  pair: endsInPair,
  company: matches(/^\d{4}/),
  company2: matches(/^\d{5}/),
  day0: (text, thisYear) => isDay(text, thisYear, true),
  day: (text, thisYear) => isDay(text, thisYear, false),
  fullday: isFullDay,
  time: matches(/^([01]\d|2[0-3])[0-5]\d$/),
  hour: below(24),
  minute: below(60),
  second: below(60),
  country: isCountryNumber,
  country999: (text) => text === '999' || isCountryNumber(text),
  country2: isCountryCode,
  latitude: (text) => Number(text) <= 1_800_000_000,
  longitude: (text) => Number(text) <= 3_600_000_000,
  percent: matches(/^([^%]|%[0-9A-Fa-f]{2})*$/),
  yesno: matches(/^[01]$/),
  minus: matches(/^-$/),
  sex: matches(/^[0129]$/),
  sequence: (text) => /^[1-9]\/[1-9]$/.test(text) && text.charAt(0) <= text.charAt(2),
  media: (text) => (Number(text) >= 1 && Number(text) <= 10) || Number(text) >= 80,
  nonzero: (text) => Number(text) !== 0,
  zero: (text) => Number(text) === 0,
  winding: matches(/^[019]$/),
  piece: isPiece,
  iban: isIban,
  unpadded: (text) => text === '0' || !text.startsWith('0'),
  nondigit: matches(/\D/),
  importer: matches(/^[-0-9A-Z_a-z]$/),
  // Lists kept elsewhere and never used on medicines: characters and length only
  currency: anything,
  package: matches(/^[0-9A-Z]+$/),
  coupon: matches(/^\d+$/),
  offer: matches(/^\d+$/),
} satisfies Record<string, Check>

const DATES: readonly string[] = ['day0', 'day', 'fullday', 'time', 'hour', 'minute', 'second']

/** The first thing wrong with the content of a part, or null. `thisYear` settles the century of two-digit years. */
export function contentFault(checks: readonly ContentCheck[], text: string, thisYear: number): ContentFault | null {
  for (const name of checks) {
    const check: Check = CHECKS[name]
    if (check(text, thisYear)) continue
    return DATES.includes(name) ? 'BAD_DATE' : name === 'check' || name === 'pair' ? 'BAD_CHECK_DIGIT' : 'BAD_VALUE'
  }
  return null
}
