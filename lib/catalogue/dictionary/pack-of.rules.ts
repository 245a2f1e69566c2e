import { formatMilli } from '#lib/values/format.ts'
import { type Price, price } from '#lib/values/money.ts'
import { type Milli, milli } from '#lib/values/packs.ts'
import { unitPlural } from '#lib/values/units.ts'
import { isCdCategory, type Pack, packSearchText } from '../pack.rules.ts'
import { codeKey } from './format.rules.ts'

/** What a release says of a pack (AMPP) and of what stands above it, as texts; null where it says nothing. */
export type PackParts = {
  amppId: string
  amppInvalid: string | null
  vmppId: string | null
  ampId: string | null
  legalCode: string | null
  discontinued: string | null
  price: string | null
  priceBasis: string | null
  /** The VMP of the pack's VMPP, and that of its AMP: they must be one. */
  vmpId: string | null
  ampVmpId: string | null
  vmppInvalid: string | null
  quantity: string | null
  unit: string | null
  ampName: string | null
  ampInvalid: string | null
  available: string | null
  licence: string | null
  maker: string | null
  vmpName: string | null
  vmpInvalid: string | null
  vtmId: string | null
  cdCode: string | null
}

/** A pack as a release gives it. What dm+d does not say of a pack is not in it. */
export type DictionaryPack = Pick<
  Pack,
  | 'amppId'
  | 'vmppId'
  | 'ampId'
  | 'vmpId'
  | 'vtmId'
  | 'name'
  | 'brand'
  | 'maker'
  | 'packText'
  | 'unitsMilli'
  | 'unitName'
  | 'cdCategory'
  | 'unlicensed'
  | 'discontinued'
  | 'listPrice'
> & { search: string }

const same = (code: string | null, wanted: string) => code !== null && codeKey(code) === wanted

/**
 * The pack that a release describes. A problem in words where it cannot be one: what stands above it is not in the
 * release, AMP and VMPP belong to two medicines, or its size is none.
 *
 * Prices are whole pence and count with basis 1 only (dm+d: NHS indicative price). Invalid at any level, or discontinued:
 * no longer to be had. Unlicensed: made as a special, imported or extemporaneous (availability 6, 4, 7), or without licence
 * though a pharmacy or prescription medicine.
 */
export function packOf(parts: PackParts): { pack: DictionaryPack; invalid: boolean } | { problem: string } {
  const { amppId, vmppId, ampId, vmpId, vmpName } = parts
  if (!vmppId || vmpId === null) return { problem: `the generic pack ${vmppId ?? ''} (VMPP) is not in the release` }
  if (!ampId || parts.ampVmpId === null) return { problem: `the product ${ampId ?? ''} (AMP) is not in the release` }
  if (vmpName === null) return { problem: `the generic product ${vmpId} (VMP) is not in the release` }
  if (parts.ampVmpId !== vmpId) return { problem: `its AMP is of the VMP ${parts.ampVmpId}, its VMPP of ${vmpId}` }
  const unitsMilli = size(parts.quantity)
  if (unitsMilli === null) return { problem: `its size “${parts.quantity ?? ''}” is none` }
  const unitName = parts.unit ?? 'unit'
  const count = formatMilli(unitsMilli)
  const cd = (parts.cdCode ?? '').padStart(4, '0')
  const invalid = [parts.amppInvalid, parts.ampInvalid, parts.vmppInvalid, parts.vmpInvalid].some((one) =>
    same(one, '1'),
  )
  const words = {
    name: vmpName,
    brand: brandOf(parts.ampName ?? '', vmpName),
    maker: parts.maker ?? 'Maker not named',
    packText: `${count} ${unitsMilli === 1000 ? unitName : unitPlural(unitName)}`,
  }
  const pack = {
    ...{ amppId, vmppId, ampId, vmpId, vtmId: parts.vtmId, ...words, unitsMilli, unitName },
    cdCategory: isCdCategory(cd) ? cd : '0000',
    unlicensed: isUnlicensed(parts),
    discontinued: invalid || same(parts.discontinued, '1'),
    listPrice: listPrice(parts),
    search: packSearchText(words),
  }
  return { pack, invalid }
}

/** Codes of a pack that are not in the lookups of its release, in words; null where all are. Such a pack is kept. */
export function unknownCodes({ maker, unit, vmppId, ampId }: PackParts): string | null {
  const unknown = [vmppId !== null && unit === null && 'unit', ampId !== null && maker === null && 'supplier']
  const words = unknown.filter((one) => one !== false)
  return words.length > 0 ? `its ${words.join(' and ')} is not in the lookups: kept` : null
}

function size(text: string | null): Milli | null {
  if (text === null || !/^\d{1,10}(\.\d{1,3})?$/.test(text)) return null
  const thousandths = Math.round(Number(text) * 1000)
  return thousandths > 0 && Number.isSafeInteger(thousandths) ? milli(thousandths) : null
}

function isUnlicensed({ available, licence, legalCode }: PackParts): boolean {
  if (['4', '6', '7'].some((code) => same(available, code))) return true
  return same(licence, '0') && (same(legalCode, '2') || same(legalCode, '3'))
}

function listPrice({ price: pence, priceBasis }: PackParts): Price | null {
  if (!same(priceBasis, '1') || pence === null || !/^\d{1,9}$/.test(pence) || Number(pence) === 0) return null
  return price(Number(pence) * 100)
}

/**
 * The brand in the name of a product: what stands before the words that it shares at its end with its generic name
 * ("Adenocor" of "Adenocor 6mg/2ml solution for injection vials"). '' where it is sold under its generic name.
 */
export function brandOf(productName: string, genericName: string): string {
  const product = productName.trim().split(/\s+/)
  const generic = genericName.trim().split(/\s+/)
  const lower = (words: readonly string[]) => words.join(' ').toLowerCase()
  if (productName.trim() === '' || lower(product) === lower(generic)) return ''
  let shared = 0
  while (
    shared < product.length - 1 &&
    shared < generic.length &&
    product.at(-1 - shared)?.toLowerCase() === generic.at(-1 - shared)?.toLowerCase()
  ) {
    shared += 1
  }
  return product.slice(0, product.length - shared).join(' ')
}

/** The particulars of a pack that a release can change, as the page calls them. */
export const PARTICULARS = {
  vmpId: 'generic product id',
  vmppId: 'generic pack id',
  ampId: 'product id',
  vtmId: 'substance',
  name: 'name',
  brand: 'brand',
  maker: 'supplier',
  packText: 'pack',
  unitsMilli: 'size',
  unitName: 'unit',
  cdCategory: 'controlled drug',
  unlicensed: 'licence',
  discontinued: 'availability',
  listPrice: 'list price',
  search: 'search words',
} as const satisfies Record<Exclude<keyof DictionaryPack, 'amppId'>, string>

/** A particular of a pack. */
export type Particular = keyof typeof PARTICULARS | 'barcodes'

/** In what a pack differs from how it stands. Barcodes are compared elsewhere. */
export function differences(now: DictionaryPack, was: DictionaryPack): Particular[] {
  const names = Object.keys(PARTICULARS) as (keyof typeof PARTICULARS)[]
  return names.filter((name) => now[name] !== was[name])
}

/** What becomes of a pack. */
export const CHANGES = ['added', 'changed', 'ended', 'moved'] as const

/** What becomes of a pack. */
export type Change = (typeof CHANGES)[number]

/** What becomes of a pack, by what differs: ended counts before moved to another id, and that before all else. */
export function changeOf(now: DictionaryPack, was: DictionaryPack | null, fields: readonly Particular[]): Change {
  if (!was) return 'added'
  if (now.discontinued && !was.discontinued) return 'ended'
  return fields.includes('vmpId') ? 'moved' : 'changed'
}
