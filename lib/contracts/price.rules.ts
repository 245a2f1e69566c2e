import { ok, type Result, refuse } from '#lib/result.ts'
import { inRange, type LocalDate } from '#lib/values/dates.ts'
import { comparePerUnit, type PackPrice, type Price, perUnit, price, roundedDivision } from '#lib/values/money.ts'
import type { Milli } from '#lib/values/packs.ts'
import {
  type Award,
  awardsInForce,
  type BuyingGroups,
  contractName,
  delivers,
  type PackFacts,
  type Vendor,
  vendorsOf,
} from './award.rules.ts'

/** How a purchase stands to the contracts there are (NHS England: medicines are bought in line with the frameworks). */
export type ContractState = 'ON_CONTRACT' | 'ON_CONTRACT_PRICE_HIGH' | 'OFF_CONTRACT' | 'NO_CONTRACT'

/** Where a price comes from, in the order they count. */
export type PriceBasis = 'contract' | 'on_file' | 'typed'

/** A quote or net price the trust has on file for a pack from a vendor. */
export type PriceOnFile = {
  amppId: string
  vendor: Vendor
  price: Price
  source: string
  validFrom: LocalDate
  /** null = until further notice. */
  validTo: LocalDate | null
}

/** What the trust last paid for a pack: of an order that was at least approved. `confidential`: under a patient access scheme. */
export type LastPaid = { amppId: string; vendorName: string; price: Price; on: LocalDate; confidential: boolean }

/** All that pricing one medicine (VMP) for one trust and day needs. Plain data; loaded by `offersFor`. */
export type PriceContext = {
  on: LocalDate
  vmpId: string
  groups: BuyingGroups
  /** A contract price may be exceeded by this much before the price counts as high; basis points. */
  tolerance: number
  /** The packs of the medicine: what is equivalent. */
  packs: readonly PackFacts[]
  /** Awards the trust may see on those packs, in force or not. */
  awards: readonly Award[]
  pricesOnFile: readonly PriceOnFile[]
  lastPaid: readonly LastPaid[]
}

/** A pack from a vendor at a price. */
export type Offer = {
  amppId: string
  unitsMilli: Milli
  vendor: Vendor
  /** Per pack, ex VAT. */
  price: Price
  /** Of one unit, rounded: for the eye only. */
  perUnit: Price
  basis: PriceBasis
  /** The contract's name, or where the price on file comes from. */
  source: string
  state: ContractState
  /** The award it is bought under; null off contract. */
  award: Award | null
}

/** How a price for a pack from a vendor stands to the contracts. */
export type Judgement = {
  state: ContractState
  /** The award bought under, or the one that would have applied; null when there is none for the medicine. */
  award: Award | null
  /**
   * What that contract would ask for the contents of the chosen pack, rounded once: comparable with the price paid.
   * Equal to the award's own price when the chosen pack is the awarded one.
   */
  contractPrice: Price | null
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The awards of the medicine that hold for the trust on the day, best first. */
export function awardsHolding(context: PriceContext): Award[] {
  return awardsInForce(context.awards, context.groups, context.on)
}

function unitsOf(context: PriceContext, amppId: string): Milli | null {
  return context.packs.find((pack) => pack.amppId === amppId)?.unitsMilli ?? null
}

/** Price of a pack of other contents at the same price per unit, rounded once. */
export function priceForContents(of: PackPrice, unitsMilli: Milli): Price {
  return price(roundedDivision(BigInt(of.price) * BigInt(unitsMilli), BigInt(of.milliUnits)))
}

function within(paid: Price, contract: Price, tolerance: number): boolean {
  return BigInt(paid) * 10_000n <= BigInt(contract) * BigInt(10_000 + tolerance)
}

/**
 * How a price stands to the contracts: the awarded pack, from a vendor on its route, at no more than the contract price
 * and the trust's tolerance is ON_CONTRACT; dearer is ON_CONTRACT_PRICE_HIGH; where the medicine has a contract on this
 * pack through others or on an equivalent pack, OFF_CONTRACT; where it has none, NO_CONTRACT.
 */
export function judge(
  context: PriceContext,
  choice: { amppId: string; vendorId: string; price: Price },
  holding = awardsHolding(context),
): Judgement {
  const units = unitsOf(context, choice.amppId)
  const onPack = holding.filter((award) => award.amppId === choice.amppId)
  const under = onPack.find((award) => delivers(award, choice.vendorId))
  if (under) {
    const good = within(choice.price, under.price, context.tolerance)
    return { state: good ? 'ON_CONTRACT' : 'ON_CONTRACT_PRICE_HIGH', award: under, contractPrice: under.price }
  }
  const applies = onPack[0] ?? holding[0]
  if (!applies || units === null) return { state: 'NO_CONTRACT', award: null, contractPrice: null }
  const contractPrice = priceForContents({ price: applies.price, milliUnits: applies.unitsMilli }, units)
  return { state: 'OFF_CONTRACT', award: applies, contractPrice }
}

/** The price on file that holds for a pack from a vendor on the context's day. */
export function onFile(context: PriceContext, amppId: string, vendorId: string): PriceOnFile | null {
  const found = context.pricesOnFile.find(
    (one) => one.amppId === amppId && one.vendor.id === vendorId && inRange(context.on, one.validFrom, one.validTo),
  )
  return found ?? null
}

function offer(
  context: PriceContext,
  holding: Award[],
  { pack, vendor, award }: { pack: PackFacts; vendor: Vendor; award: Award | null },
): Offer | null {
  const filed = award ? null : onFile(context, pack.amppId, vendor.id)
  const asked = award?.price ?? filed?.price
  if (asked === undefined) return null
  const judged = judge(context, { amppId: pack.amppId, vendorId: vendor.id, price: asked }, holding)
  return {
    amppId: pack.amppId,
    unitsMilli: pack.unitsMilli,
    vendor,
    price: asked,
    perUnit: perUnit({ price: asked, milliUnits: pack.unitsMilli }),
    basis: award ? 'contract' : 'on_file',
    source: award ? contractName(award) : (filed?.source ?? ''),
    state: judged.state,
    award,
  }
}

/**
 * Every pack of the medicine that a price is known for, from every vendor who may deliver it at that price, best first:
 * licensed before unlicensed, on contract before off, the award's rank, price per unit as an exact fraction, the award
 * holder's name, vendors with an account, the vendor's name. Discontinued packs are not offered.
 */
export function rankOffers(context: PriceContext): Offer[] {
  const unlicensed = new Set(context.packs.filter((pack) => pack.unlicensed).map((pack) => pack.amppId))
  const holding = awardsHolding(context)
  const offers: Offer[] = []
  for (const pack of context.packs) {
    if (pack.discontinued) continue
    const vendors = new Map<string, { vendor: Vendor; award: Award | null }>()
    for (const award of holding.filter((one) => one.amppId === pack.amppId)) {
      for (const vendor of vendorsOf(award)) if (!vendors.has(vendor.id)) vendors.set(vendor.id, { vendor, award })
    }
    for (const filed of context.pricesOnFile.filter((one) => one.amppId === pack.amppId)) {
      if (!vendors.has(filed.vendor.id)) vendors.set(filed.vendor.id, { vendor: filed.vendor, award: null })
    }
    for (const { vendor, award } of vendors.values()) {
      const made = offer(context, holding, { pack, vendor, award })
      if (made) offers.push(made)
    }
  }
  const last = (one: Offer) => Number(unlicensed.has(one.amppId))
  return offers.sort((a, b) => last(a) - last(b) || compareOffers(a, b))
}

/** Which of two offers of one medicine comes first, licence aside. */
export function compareOffers(a: Offer, b: Offer): number {
  return (
    Number(a.award === null) - Number(b.award === null) ||
    (a.award?.rank ?? 0) - (b.award?.rank ?? 0) ||
    comparePerUnit({ price: a.price, milliUnits: a.unitsMilli }, { price: b.price, milliUnits: b.unitsMilli }) ||
    byText(a.award?.holder.name ?? '', b.award?.holder.name ?? '') ||
    Number(b.vendor.hasAccount) - Number(a.vendor.hasAccount) ||
    byText(a.vendor.name, b.vendor.name) ||
    byText(a.amppId, b.amppId) ||
    byText(a.vendor.id, b.vendor.id)
  )
}

/** A price that a person gives, and where it comes from: a quote, a phone call, the supplier's answer. */
export type TypedPrice = { price: Price; source: string }

/** The price found for a pack from a vendor, with where it stands. */
export type Priced = Judgement & { price: Price; basis: PriceBasis; source: string }

/**
 * The price of a pack from a vendor: the contract's where it holds for this vendor, else the one on file, else what was
 * typed with its source. NO_PRICE when none of them is there. What was typed beside a contract price or a price on file
 * does not count: to hold a supplier's other price against the contract use `judge`.
 */
export function priceOf(
  context: PriceContext,
  choice: { amppId: string; vendorId: string; typed?: TypedPrice | null },
): Result<Priced> {
  const { amppId, vendorId } = choice
  const pack = context.packs.find((one) => one.amppId === amppId)
  if (!pack) return refuse({ code: 'NOT_FOUND', what: 'pack' })
  const holding = awardsHolding(context)
  const under = holding.find((award) => award.amppId === amppId && delivers(award, vendorId))
  const filed = under ? null : onFile(context, amppId, vendorId)
  const found = under
    ? { price: under.price, basis: 'contract' as const, source: contractName(under) }
    : filed
      ? { price: filed.price, basis: 'on_file' as const, source: filed.source }
      : choice.typed
        ? { ...choice.typed, basis: 'typed' as const }
        : null
  if (!found) return refuse({ code: 'NO_PRICE', product: `${pack.name}, ${pack.packText}` })
  return ok({ ...found, ...judge(context, { amppId, vendorId, price: found.price }, holding) })
}
