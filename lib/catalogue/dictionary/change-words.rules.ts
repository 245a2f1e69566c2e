import { formatPrice } from '#lib/values/format.ts'
import { packTitle } from '../pack.rules.ts'
import { type Change, type DictionaryPack, PARTICULARS } from './pack-of.rules.ts'

/** What the sorts of change are called. */
export const CHANGE_NAMES = {
  added: 'New',
  changed: 'Changed',
  ended: 'No longer to be had',
  moved: 'Moved to another generic product id',
} as const satisfies Record<Change, string>

/** A change of a pack, for its words. */
type Changed = { what: Change; fields: readonly string[]; pack: DictionaryPack; was: DictionaryPack | null }

/** What changes of a pack, one sentence for each particular. */
export function changeWords({ what, fields, pack, was }: Changed): string[] {
  if (!was) return [pack.discontinued ? 'New, discontinued already' : 'New']
  const words = fields.flatMap((field) => wordsOf(field, pack, was))
  if (what === 'ended') return ['No longer to be had', ...words.filter((one) => one !== AVAILABLE)]
  return words
}

const AVAILABLE = 'To be had again'

function wordsOf(field: string, pack: DictionaryPack, was: DictionaryPack): string[] {
  switch (field) {
    case 'name':
    case 'packText':
      return [`Was ${packTitle(was)}`]
    case 'vmpId':
      return [`Generic product ${was.vmpId} is now ${pack.vmpId}`]
    case 'listPrice':
      if (was.listPrice === pack.listPrice) return ['List price changed'] // hidden from who sees no price
      return [`List price ${priceWords(was)} to ${priceWords(pack)}`]
    case 'discontinued':
      return [AVAILABLE]
    case 'unlicensed':
      return [pack.unlicensed ? 'Now unlicensed' : 'Now licensed']
    case 'maker':
      return [`Supplier was ${was.maker}`]
    case 'brand':
      return [was.brand === '' ? 'Was sold under its generic name' : `Brand was ${was.brand}`]
    case 'cdCategory':
      return ['Controlled drug category changed']
    case 'barcodes':
      return ['Barcodes changed']
    case 'search':
      return []
    default:
      return [`Changed: ${Object.hasOwn(PARTICULARS, field) ? PARTICULARS[field as keyof typeof PARTICULARS] : field}`]
  }
}

function priceWords({ listPrice }: DictionaryPack): string {
  return listPrice === null ? 'none' : formatPrice(listPrice)
}
