import type { Pack } from '#lib/catalogue/pack.rules.ts'
import { inRange, type LocalDate } from '#lib/values/dates.ts'
import { comparePerUnit, type Pence, type Price } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'

/** Somebody who can be sent an order, and whether this trust has an account there. */
export type Vendor = { id: string; name: string; hasAccount: boolean }

/** Who may see a price: everybody with prices, those entitled to the framework, or patient access scheme (strictest). */
export type Confidentiality = 'open' | 'framework' | 'pas'

/** A price awarded to a supplier for one pack in a buying group between two dates, as a trust may see it. */
export type Award = {
  ownerId: string
  id: string
  /** The framework's reference: free text, no meaning is read from it. */
  reference: string
  category: string
  lot: string
  /** A generics group, a pair of them, a branded region, or NATIONAL. */
  buyingGroup: string
  amppId: string
  /** Contents of the awarded pack, thousandths of a VMP unit. */
  unitsMilli: Milli
  /** Who won the award. */
  holder: Vendor
  /** 1 is used first; 99 = unranked. */
  rank: number
  route: 'direct' | 'wholesaler'
  /** Named on the line's route; empty when the holder delivers. */
  wholesalers: readonly Vendor[]
  /** Ten-thousandths of a pound per pack, ex VAT. */
  price: Price
  validFrom: LocalDate
  validTo: LocalDate
  /** The framework may be extended to here; the award does not hold beyond validTo until it is. */
  extensionTo: LocalDate | null
  minimumPacks: number
  minimumOrder: Pence
  carriage: Pence
  leadDays: number | null
  annualPacks: number | null
  status: 'active' | 'suspended' | 'terminated'
  confidentiality: Confidentiality
}

/** Rank of an award that names none. */
export const UNRANKED = 99

/** Buying group of an award that reaches every trust. */
export const NATIONAL = 'NATIONAL'

/** A trust's buying group for generics and procurement region for branded medicines on a date: two mappings. */
export type BuyingGroups = { generics: string | null; branded: string | null }

/** Oral generics are tendered for pairs of buying groups (SPS Purchasing: thirds of England, two groups each). */
const PAIR_OF: Readonly<Record<string, string>> = {
  DCE: 'CESW',
  DSW: 'CESW',
  DLS: 'LSNE',
  DNE: 'LSNE',
  DNW: 'NWLN',
  DLN: 'NWLN',
}

/** Every buying group whose awards reach a trust: its generics group, the pair that group is in, its region, NATIONAL. */
export function groupsReached(groups: BuyingGroups): string[] {
  const own = [groups.generics, groups.generics && PAIR_OF[groups.generics], groups.branded]
  const named = own.filter((group): group is string => Boolean(group))
  return [...new Set([...named, NATIONAL])].sort()
}

/** Whether an award holds for a trust in these groups on a day: active, within its dates, in a group that reaches it. */
export function inForce(award: Award, groups: readonly string[], on: LocalDate): boolean {
  return award.status === 'active' && inRange(on, award.validFrom, award.validTo) && groups.includes(award.buyingGroup)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Which award counts first: rank, then price per unit as an exact fraction, then the holder's name; ids settle the rest. */
export function compareAwards(a: Award, b: Award): number {
  return (
    a.rank - b.rank ||
    comparePerUnit({ price: a.price, milliUnits: a.unitsMilli }, { price: b.price, milliUnits: b.unitsMilli }) ||
    byText(a.holder.name, b.holder.name) ||
    byText(a.amppId, b.amppId) ||
    byText(a.id, b.id)
  )
}

/** The awards that hold for a trust on a day, the one to use first at the head. */
export function awardsInForce(awards: readonly Award[], groups: BuyingGroups, on: LocalDate): Award[] {
  const reached = groupsReached(groups)
  return awards.filter((award) => inForce(award, reached, on)).sort(compareAwards)
}

/** Who may deliver under an award: the holder when the route is direct, else the wholesalers the line names. */
export function vendorsOf(award: Pick<Award, 'route' | 'holder' | 'wholesalers'>): readonly Vendor[] {
  return award.route === 'direct' ? [award.holder] : award.wholesalers
}

/** Whether this vendor may deliver under this award. */
export function delivers(award: Award, vendorId: string): boolean {
  return vendorsOf(award).some((vendor) => vendor.id === vendorId)
}

/** A framework and lot in words: "CM/PHG/99/0001 lot 02". */
export function contractName(award: Pick<Award, 'reference' | 'lot'>): string {
  return award.lot === '' ? award.reference : `${award.reference} lot ${award.lot}`
}

/** What is needed of a pack to price it. */
export type PackFacts = Pick<
  Pack,
  | 'amppId'
  | 'vmpId'
  | 'name'
  | 'brand'
  | 'maker'
  | 'packText'
  | 'unitsMilli'
  | 'unitName'
  | 'unlicensed'
  | 'discontinued'
>
