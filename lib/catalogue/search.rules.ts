import { readScan } from '#lib/exchange/gs1/scan.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { type Milli, packsToCover } from '#lib/values/packs.ts'
import { type Pack, searchable } from './pack.rules.ts'
import { joinStrengths } from './strength.rules.ts'

/** What was typed, as it is looked for: words that must all be found, and forms of one code. Both empty = too little. */
export type Wanted = { words: string[]; codes: string[] }

const MOST_WORDS = 6
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{2,39}$/u

/**
 * Reads a search over packs: at least three letters of one word, a barcode in any form (GTIN of 8 to 14 digits, a GS1
 * element string, a Digital Link), a dm+d id, or a code of a supplier or the trust. A number and its unit are one word.
 */
export function readSearch(text: string, today: LocalDate): Wanted {
  const typed = text.trim().slice(0, 400)
  const scan = looksScanned(typed) ? readScan(typed, { today }) : null
  if (scan?.ok && scan.value.gtin14) {
    const bare = /^\d{6,18}$/.test(typed) ? [typed] : []
    return { words: [], codes: [...new Set([scan.value.gtin14, ...bare])] }
  }
  const codes = CODE.test(typed) ? [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])] : []
  if (/^\d{6,}$/.test(typed)) return { words: [], codes }
  const words = joinStrengths(searchable(typed).split(' ')).slice(0, MOST_WORDS)
  return { words: words.some((word) => word.length >= 3) ? words : [], codes }
}

function looksScanned(text: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(text) || /^(\]|\(\d|https?:\/\/|01\d{14})/i.test(text)
}

/** What is said above packs that were found by words near those typed; null where they were found as typed. */
export function nearWords(typed: string, near: readonly string[]): string | null {
  if (near.length === 0) return null
  return `Nothing is called “${typed.trim()}”. Found for ${near.map((one) => `“${one}”`).join(' or ')}.`
}

/** Packs of one medicine that are easily mistaken for one another: same strength, other contents. */
export type LookAlike = { vmpId: string; name: string; unitName: string; sizes: Milli[] }

/** The medicines among these packs that come in packs of different contents, smallest first. Discontinued ones left out. */
export function lookAlikes(
  packs: readonly Pick<Pack, 'vmpId' | 'name' | 'unitName' | 'unitsMilli' | 'discontinued'>[],
): LookAlike[] {
  const offered = packs.filter((pack) => !pack.discontinued)
  return [...Map.groupBy(offered, (pack) => pack.vmpId).values()].flatMap((alike) => {
    const sizes = [...new Set(alike.map((pack) => pack.unitsMilli))].sort((a, b) => a - b)
    const [first] = alike
    if (!first || sizes.length < 2) return []
    return [{ vmpId: first.vmpId, name: first.name, unitName: first.unitName, sizes }]
  })
}

/**
 * How many of the smaller packs hold as much as so many of the larger, in the smallest whole numbers: 10 packs of 6
 * equal 12 of 5. null where that takes more than 100 packs.
 */
export function samePacks(larger: Milli, smaller: Milli): { larger: number; smaller: number } | null {
  let [a, b] = [larger as number, smaller as number]
  while (b > 0) [a, b] = [b, a % b]
  const counts = { larger: smaller / a, smaller: larger / a }
  const times = Math.max(1, Math.floor(10 / counts.larger))
  const scaled = { larger: counts.larger * times, smaller: counts.smaller * times }
  return scaled.smaller > 100 || packsToCover(larger, smaller) < 1 ? null : scaled
}
