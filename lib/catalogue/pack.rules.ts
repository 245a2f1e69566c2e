import type { Price } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'

/** A pack as the dictionary and the files that were loaded have it: a dm+d AMPP with its parents. Ids are dm+d ids as text. */
export type DictionaryPack = {
  /** Whose copy it is: the trust's own, else its hub's. */
  ownerId: string
  amppId: string
  vmppId: string
  ampId: string
  vmpId: string
  vtmId: string | null
  /** VMP name: medicine, strength, form. */
  name: string
  /** '' = sold under its generic name. */
  brand: string
  maker: string
  /** Pack in words: "10 vials". */
  packText: string
  /** Contents in thousandths of a VMP unit. */
  unitsMilli: Milli
  /** One unit: "vial". */
  unitName: string
  /** dm+d CONTROL_DRUG_CATEGORY, four digits: 0000 none, 0002 Schedule 2 … */
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  highCost: boolean
  biosimilar: boolean
  discontinued: boolean
  /** Pack or barcode invented for the demo. */
  madeUp: boolean
  /** NHS indicative price, ten-thousandths of a pound. */
  listPrice: Price | null
}

/**
 * A pack that can be ordered, as the trust handles it on a day: what the dictionary says, and where the trust treats it more
 * strictly that (`handledOn`). What is ordered, asked, booked in and labelled goes by this one.
 */
export type Pack = DictionaryPack & {
  /** What dm+d itself says: `cdCategory` is the one to go by, never laxer. */
  cdInDmd: string
  /** By the trust's own rule a pharmacist agrees to each order of it. */
  needsPharmacist: boolean
  /** What else must be known of it, in words: "Treated here as a Schedule 2 controlled drug". */
  marks: string[]
}

/** What is said wherever a pack that a demo invents is shown with its numbers. */
export const MADE_UP = 'Pack and barcode made up for the demo'

/** What dm+d's codes of controlled drugs are called (lookup CONTROL_DRUG_CATEGORY); '' for none. */
export const CD_NAMES = {
  '0000': '',
  '0001': 'Schedule 1 controlled drug',
  '0002': 'Schedule 2 controlled drug',
  '0003': 'Schedule 2 controlled drug, exempt from safe custody',
  '0004': 'Schedule 3 controlled drug',
  '0005': 'Schedule 3 controlled drug, exempt from safe custody',
  '0006': 'Schedule 3 controlled drug (phenobarbital)',
  '0007': 'Schedule 3 controlled drug (temazepam)',
  '0008': 'Schedule 4 controlled drug (anabolic)',
  '0009': 'Schedule 4 controlled drug (benzodiazepine)',
  '0010': 'Schedule 5 controlled drug',
} as const satisfies Record<string, string>

/** A code of dm+d's list of controlled drugs. */
export type CdCategory = keyof typeof CD_NAMES

/** Whether the text is one of dm+d's four-digit codes of controlled drugs. */
export function isCdCategory(text: string): text is CdCategory {
  return Object.hasOwn(CD_NAMES, text)
}

/** The words of a code of controlled drugs; '' for none and for a code that dm+d has retired. */
export function cdName(code: string): string {
  return isCdCategory(code) ? CD_NAMES[code] : ''
}

/** What must be known of a pack where it is handled, in words, each once: controlled, from the fridge, hazardous, and its marks. */
export function handlingWords(pack: {
  cdCategory: string
  fridge: boolean
  hazardous: boolean
  marks: readonly string[]
}): string[] {
  const own = (words: string) => pack.marks.some((mark) => mark.startsWith(words))
  const words = [
    own('Treated here as') ? '' : cdName(pack.cdCategory),
    pack.fridge && !own('Kept in the fridge') ? 'Fridge' : '',
    pack.hazardous && !own('Handled here as hazardous') ? 'Hazardous' : '',
    ...pack.marks,
  ]
  return [...new Set(words)].filter((one) => one !== '')
}

/**
 * Text as it is searched: lower case, no accents, words of letters and digits with one space between, decimal points
 * kept ("Meropenem 0.5g/10ml" gives "meropenem 0.5g 10ml").
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<!\d)\.|\.(?!\d)/g, ' ')
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim()
}

/** The search text kept with a pack: begins with a space, so that every word of it does. */
export function packSearchText(pack: Pick<Pack, 'name' | 'brand' | 'maker' | 'packText'>): string {
  return ` ${searchable(`${pack.name} ${pack.packText} ${pack.brand} ${pack.maker}`)}`
}

/** A pack in words: medicine, then its pack. */
export function packTitle(pack: Pick<Pack, 'name' | 'packText'>): string {
  return `${pack.name}, ${pack.packText}`
}

/** Who makes it, as a reader tells packs apart: "Adenocor, Sanofi" or "Wockhardt". */
export function packMake(pack: Pick<Pack, 'brand' | 'maker'>): string {
  return pack.brand === '' ? pack.maker : `${pack.brand}, ${pack.maker}`
}
