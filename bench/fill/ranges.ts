import { below, type Dice, dice } from '../dice.ts'
import { AWARD_FROM, AWARD_TO, type MadeAward, type MadeSupplier } from './contracts.ts'
import type { BenchTrust } from './organisations.ts'
import type { MadePack } from './products.ts'

/** One pack that a trust buys, from one supplier: the texts of its lines that never change, and how much at a time. */
export type Item = {
  pack: MadePack
  award: MadeAward | null
  /** Pence a pack. */
  price: number
  /** Packs usually ordered. */
  usual: number
  /** Cells of `order_line` from the product to the version it came in. */
  cells: string
  /** `why` as JSON in three parts: the day of the order stands between them, in quotes. */
  why: readonly string[]
  /** A line as the record keeps it, in three parts: its packs and its amounts stand between them. */
  record: readonly string[]
}

/** What a trust buys of one supplier, the commonest first. */
export type Range = { supplier: MadeSupplier; items: Item[]; weight: number }

/** What a trust buys: a supplier's range comes up the more often the longer it is. */
export type Assortment = { trust: BenchTrust; ranges: Range[]; roll: Dice }

/** Packs of a small trust's list; the busiest have three times as many. */
const LIST = 500

/**
 * The lists of all trusts, from the awards of their groups and some packs without one. The texts of a pack are made
 * once for each supplier and group and shared by the trusts.
 */
export function makeAssortments(
  trusts: readonly BenchTrust[],
  { packs, awards, hubId }: { packs: readonly MadePack[]; awards: readonly MadeAward[]; hubId: string },
): Assortment[] {
  const byGroup = Map.groupBy(awards, (award) => award.group)
  const items = new Map<string, Item>()
  return trusts.map((trust): Assortment => {
    const roll = dice(7919 * (trust.index + 1))
    const mine = [...(byGroup.get(trust.generics) ?? []), ...(byGroup.get(trust.branded) ?? [])]
    const wanted = Math.round(LIST * (1 + trust.weight / 5))
    const chosen = new Set<MadeAward>()
    while (chosen.size < wanted) {
      const award = mine[below(roll, mine.length, 1.3)]
      if (award) chosen.add(award)
    }
    const ranges = new Map<string, Range>()
    const add = (supplier: MadeSupplier, pack: MadePack, award: MadeAward | null) => {
      const key = `${supplier.id} ${award?.id ?? pack.amppId}`
      const item = items.get(key) ?? newItem(roll, trust, { supplier, pack, award, hubId })
      items.set(key, item)
      const range = ranges.get(supplier.id) ?? { supplier, items: [], weight: 0 }
      range.items.push(item)
      ranges.set(supplier.id, range)
    }
    for (const award of chosen) add(award.wholesalers[trust.index % 3] ?? award.holder, award.pack, award)
    const first = [...ranges.values()].find((range) => range.supplier.kind === 'wholesaler')
    for (let count = 0; first && count < wanted / 20; count += 1) {
      const pack = packs[1 + 12 * below(roll, 10_000)]
      if (pack && !pack.unlicensed) add(first.supplier, pack, null)
    }
    for (const range of ranges.values()) range.weight = range.items.length
    return { trust, ranges: [...ranges.values()], roll }
  })
}

type Source = { supplier: MadeSupplier; pack: MadePack; award: MadeAward | null; hubId: string }

function newItem(roll: Dice, trust: BenchTrust, { supplier, pack, award, hubId }: Source): Item {
  const price = award?.price ?? pack.price
  const source = award ? `${award.framework.reference} lot ${award.lot}` : 'Price list of the wholesaler'
  const state = award ? 'ON_CONTRACT' : 'NO_CONTRACT'
  const basis = award ? 'contract' : 'on_file'
  const maker = award?.holder.name ?? supplier.name
  const cents = price * 100
  const contract = award && {
    ...{ lot: award.lot, rank: 1, maker, price: cents, route: award.wholesalers.length > 0 ? 'wholesaler' : 'direct' },
    ...{ amppId: pack.amppId, holder: named(award.holder), awardId: award.id, ownerId: hubId, validTo: AWARD_TO },
    vendors: (award.wholesalers.length > 0 ? award.wholesalers : [award.holder]).map(named),
    ...{ category: award.framework.category, packText: pack.packText, reference: award.framework.reference },
    ...{ validFrom: AWARD_FROM, buyingGroup: award.group, extensionTo: null, confidentiality: 'framework' },
  }
  const why = JSON.stringify({
    version: 1,
    on: '@',
    groups: { branded: trust.branded, generics: trust.generics },
    ...{ tolerance: 0, state, basis, source, price: cents, perUnit: Math.round(cents / pack.units) },
    ...{ unitName: pack.unitName, vendor: named(supplier), contractPrice: award && cents, contract, nextBest: null },
    lastPaid: { vendorName: supplier.name, price: cents, on: '@' },
  }).split('"@"')
  const record = JSON.stringify({
    ...{ amppId: pack.amppId, vmpId: pack.vmpId, packs: '@', price: cents, basis, source, state },
    contract: award && {
      ...{ awardId: award.id, reference: award.framework.reference, lot: award.lot, buyingGroup: award.group },
      ...{ rank: 1, price: cents, validFrom: AWARD_FROM, validTo: AWARD_TO },
    },
    ...{ contractPrice: award && cents, reason: null, note: '', amounts: '@', vatRate: 2000, firstPurchase: false },
    ...{ usualPacks: 10, unlicensedApproval: null, replacesLineId: null },
    stock: { onHand: 240_000, used: 560_000, usageDays: 28, coverTenths: 120, onOrder: 0, awaiting: 0 },
  }).split('"@"')
  const cells = [
    ...[pack.amppId, pack.vmpId, pack.name, pack.brand, maker, pack.packText, pack.units * 1000, pack.unitName],
    ...[pack.gtin, pack.supplierCode, pack.cd, pack.unlicensed ? 't' : 'f', pack.fridge ? 't' : 'f', 't', cents, basis],
    ...[source, state, award ? hubId : '\\N', award?.id ?? '\\N', award ? cents : '\\N', '\\N', 2000, 1],
  ].join('\t')
  const usual = 1 + below(roll, Math.max(2, Math.min(120, Math.round(70_000 / price))), 2)
  return {
    ...{ pack, award, price, usual, cells },
    why,
    record: [(record[0] ?? '').slice(1), (record[1] ?? '').replace(/"amounts":$/, ''), record[2] ?? ''],
  }
}

function named({ id, name }: MadeSupplier): { id: string; name: string } {
  return { id, name }
}
