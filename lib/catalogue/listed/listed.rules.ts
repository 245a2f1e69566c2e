import type { DictionaryPack } from '../pack.rules.ts'

/** The lists of what dm+d does not say of a medicine. */
export const LISTS = {
  FRIDGE: 'Fridge',
  HAZARDOUS: 'Hazardous',
  BIOSIMILAR: 'Biosimilar',
  TARIFF_EXCLUDED: 'Tariff-excluded',
  BLUETEQ: 'Blueteq',
  AWARE: 'AWaRe',
} as const satisfies Record<string, string>

/** One of these lists. */
export type ListCode = keyof typeof LISTS

/** All lists, in the order they are shown. */
export const LIST_CODES = Object.keys(LISTS) as ListCode[]

/** Whether the text is one of the lists (database and address at the door). */
export function isListCode(text: string): text is ListCode {
  return Object.hasOwn(LISTS, text)
}

/** Classes of antibiotics (WHO AWaRe, as adapted for the UK), the freest first. */
export const AWARE_CLASSES = { ACCESS: 'Access', WATCH: 'Watch', RESERVE: 'Reserve' } as const satisfies Record<
  string,
  string
>

/** A class of antibiotics; '' on every other list. */
export type AwareClass = keyof typeof AWARE_CLASSES | ''

const BY_RESERVE = Object.keys(AWARE_CLASSES)

/** Whether the text is a class of antibiotics, or none. */
export function isAwareClass(text: string): text is AwareClass {
  return text === '' || Object.hasOwn(AWARE_CLASSES, text)
}

/** That a medicine (`amppId` '') or one pack of it is on a list. */
export type Listing = { list: ListCode; vmpId: string; amppId: string; awareClass: AwareClass }

/** What lists can add to a pack. */
export type Listed = Pick<DictionaryPack, 'vmpId' | 'amppId' | 'fridge' | 'hazardous' | 'biosimilar' | 'highCost'>

/** The listings that are about a pack: of its medicine, or of itself. */
export function listingsOf<L extends Listing>(pack: Pick<Listed, 'vmpId' | 'amppId'>, listings: readonly L[]): L[] {
  return listings.filter((one) => one.vmpId === pack.vmpId && (one.amppId === '' || one.amppId === pack.amppId))
}

/**
 * A pack with what the lists add to what is known of it. Lists only add: whoever loaded them, in whatever order, nothing is
 * taken from what dm+d, a file or another list says. What is excluded from the tariff or wants a Blueteq form is high cost.
 */
export function asListed<P extends Listed>(pack: P, listings: readonly Listing[]): P {
  const on = new Set(listingsOf(pack, listings).map((one) => one.list))
  if (on.size === 0) return pack
  return {
    ...pack,
    fridge: pack.fridge || on.has('FRIDGE'),
    hazardous: pack.hazardous || on.has('HAZARDOUS'),
    biosimilar: pack.biosimilar || on.has('BIOSIMILAR'),
    highCost: pack.highCost || on.has('TARIFF_EXCLUDED') || on.has('BLUETEQ'),
  }
}

/** The class of an antibiotic where lists name several: the one to be kept back most; '' for none. */
export function awareOf(listings: readonly Listing[]): AwareClass {
  return listings.reduce<AwareClass>(
    (most, { awareClass }) => (BY_RESERVE.indexOf(awareClass) > BY_RESERVE.indexOf(most) ? awareClass : most),
    '',
  )
}

/** What lists say of a pack beyond its flags, in words for whoever orders, approves and books it in; each once. */
export function listingWords(pack: Pick<Listed, 'vmpId' | 'amppId'>, listings: readonly Listing[]): string[] {
  const of = listingsOf(pack, listings)
  const on = (list: ListCode) => of.some((one) => one.list === list)
  const aware = awareOf(of)
  return [
    on('TARIFF_EXCLUDED') ? 'Tariff-excluded' : '',
    on('BLUETEQ') ? 'Blueteq form before supply' : '',
    aware === '' ? '' : `AWaRe: ${AWARE_CLASSES[aware]}`,
  ].filter((words) => words !== '')
}

/** What a listing says, in words: its list, and the class of an antibiotic. */
export function listWords({ list, awareClass }: Pick<Listing, 'list' | 'awareClass'>): string {
  return awareClass === '' ? LISTS[list] : `${LISTS[list]}: ${AWARE_CLASSES[awareClass]}`
}
