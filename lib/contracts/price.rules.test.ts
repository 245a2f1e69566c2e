import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { comparePerUnit, lineNet, pence, price } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'
import { type Award, awardsInForce, groupsReached, UNRANKED, type Vendor } from './award.rules.ts'
import { differenceBetween, nextBest } from './next-best.rules.ts'
import { judge, type PriceContext, type PriceOnFile, priceOf, rankOffers } from './price.rules.ts'
import { resolveGivenPrice, resolvePrice } from './why.rules.ts'

const TODAY = localDate('2026-06-17')
const northgate: Vendor = { id: 'v-northgate', name: 'Northgate Pharma', hasAccount: true }
const calder: Vendor = { id: 'v-calder', name: 'Calder', hasAccount: true }
const meridian: Vendor = { id: 'v-meridian', name: 'Meridian Wholesale', hasAccount: true }
const albion: Vendor = { id: 'v-albion', name: 'Albion', hasAccount: false }
const VENDORS = [northgate, calder, meridian, albion]

function pack(amppId: string, units: number, more: Partial<PriceContext['packs'][number]> = {}) {
  return {
    amppId,
    vmpId: 'vmp',
    name: 'Adenosine 6mg/2ml injection',
    brand: '',
    maker: 'Maker',
    packText: `${units} vials`,
    unitsMilli: milli(units * 1000),
    unitName: 'vial',
    unlicensed: false,
    discontinued: false,
    ...more,
  }
}

function award(more: Partial<Award> = {}): Award {
  return {
    ownerId: 'o',
    id: 'a1',
    reference: 'CM/PHG/99/0001',
    category: 'generic_hospital_only',
    lot: '02',
    buyingGroup: 'DLS',
    amppId: 'five',
    unitsMilli: milli(5000),
    holder: northgate,
    rank: 1,
    route: 'direct',
    wholesalers: [],
    price: price(120_000),
    validFrom: localDate('2026-06-01'),
    validTo: localDate('2028-05-31'),
    extensionTo: localDate('2030-05-31'),
    minimumPacks: 1,
    minimumOrder: pence(0),
    carriage: pence(0),
    leadDays: null,
    annualPacks: null,
    status: 'active',
    confidentiality: 'framework',
    ...more,
  }
}

function context(more: Partial<PriceContext> = {}): PriceContext {
  return {
    on: TODAY,
    vmpId: 'vmp',
    groups: { generics: 'DLS', branded: 'LONDON' },
    tolerance: 0,
    packs: [pack('five', 5), pack('six', 6)],
    awards: [award()],
    pricesOnFile: [],
    lastPaid: [],
    ...more,
  }
}

function filed(more: Partial<PriceOnFile> = {}): PriceOnFile {
  return {
    amppId: 'six',
    vendor: meridian,
    price: price(153_000),
    source: 'Net price list, June 2026',
    validFrom: localDate('2026-01-01'),
    validTo: null,
    ...more,
  }
}

describe('which awards reach a trust', () => {
  test('its generics group, the pair that group is in, its region, and NATIONAL', () => {
    expect(groupsReached({ generics: 'DLS', branded: 'LONDON' })).toEqual(['DLS', 'LONDON', 'LSNE', 'NATIONAL'])
    expect(groupsReached({ generics: null, branded: null })).toEqual(['NATIONAL'])
  })

  test.each([
    ['another buying group', { buyingGroup: 'DNW' }],
    ['not begun', { validFrom: addDays(TODAY, 1) }],
    ['ended yesterday, though it may be extended', { validTo: addDays(TODAY, -1) }],
    ['suspended', { status: 'suspended' }],
    ['terminated', { status: 'terminated' }],
  ] as const)('%s does not hold', (_why, more) => {
    const found = judge(context({ awards: [award(more)] }), choice('five', northgate, 120_000))
    expect(found).toEqual({ state: 'NO_CONTRACT', award: null, contractPrice: null })
  })

  test.each([
    ['its first day', { validFrom: TODAY }],
    ['its last day', { validTo: TODAY }],
    ['the whole country', { buyingGroup: 'NATIONAL' }],
    ['the pair of groups', { buyingGroup: 'LSNE' }],
    ['the branded region', { buyingGroup: 'LONDON' }],
  ] as const)('%s holds', (_why, more) => {
    expect(judge(context({ awards: [award(more)] }), choice('five', northgate, 120_000)).state).toBe('ON_CONTRACT')
  })

  test('rank goes before price, price per unit before price per pack, then the name', () => {
    const dear = award({ id: 'dear', rank: 1, price: price(900_000) })
    const unranked = award({ id: 'unranked', rank: UNRANKED, price: price(1) })
    const sixes = award({ id: 'sixes', rank: 2, amppId: 'six', unitsMilli: milli(6000), price: price(132_000) })
    const fives = award({ id: 'fives', rank: 2, price: price(115_000) })
    const named = award({ id: 'named', rank: 2, price: price(115_000), holder: calder })
    const order = awardsInForce([unranked, fives, sixes, named, dear], context().groups, TODAY).map(({ id }) => id)
    expect(order).toEqual(['dear', 'sixes', 'named', 'fives', 'unranked'])
  })
})

function choice(amppId: string, vendor: Vendor, at: number) {
  return { amppId, vendorId: vendor.id, price: price(at) }
}

describe('how a price stands to the contracts', () => {
  test('the awarded pack from the holder at the contract price is on contract; a penny dearer is high', () => {
    expect(judge(context(), choice('five', northgate, 120_000)).state).toBe('ON_CONTRACT')
    expect(judge(context(), choice('five', northgate, 119_999)).state).toBe('ON_CONTRACT')
    expect(judge(context(), choice('five', northgate, 120_001))).toMatchObject({
      state: 'ON_CONTRACT_PRICE_HIGH',
      contractPrice: 120_000,
    })
  })

  test('the trust’s tolerance counts, exactly', () => {
    const tolerant = context({ tolerance: 100 })
    expect(judge(tolerant, choice('five', northgate, 121_200)).state).toBe('ON_CONTRACT')
    expect(judge(tolerant, choice('five', northgate, 121_201)).state).toBe('ON_CONTRACT_PRICE_HIGH')
  })

  test('through a wholesaler that the line does not name it is off contract, at whatever price', () => {
    const viaMeridian = context({ awards: [award({ route: 'wholesaler', wholesalers: [meridian] })] })
    expect(judge(viaMeridian, choice('five', meridian, 120_000)).state).toBe('ON_CONTRACT')
    expect(judge(viaMeridian, choice('five', albion, 1)).state).toBe('OFF_CONTRACT')
    expect(judge(viaMeridian, choice('five', northgate, 120_000)).state).toBe('OFF_CONTRACT')
  })

  test('another pack of the medicine is off contract, held against the contract for the same contents', () => {
    expect(judge(context(), choice('six', meridian, 153_000))).toMatchObject({
      state: 'OFF_CONTRACT',
      contractPrice: 144_000,
      award: { id: 'a1' },
    })
  })

  test('the contract on the same pack is what counts, though another is better ranked', () => {
    const awards = [
      award({ id: 'first', rank: 1 }),
      award({ id: 'six', rank: 2, amppId: 'six', unitsMilli: milli(6000), price: price(150_000), holder: calder }),
    ]
    expect(judge(context({ awards }), choice('six', meridian, 153_000)).award?.id).toBe('six')
    expect(judge(context({ awards }), choice('six', calder, 150_000)).state).toBe('ON_CONTRACT')
  })
})

describe('the price of a line', () => {
  test('contract before on file before typed', () => {
    const both = context({ pricesOnFile: [filed({ amppId: 'five', vendor: northgate, price: price(100) }), filed()] })
    const typed = { price: price(777), source: 'Phone call' }
    const at = (amppId: string, vendor: Vendor) => priceOf(both, { amppId, vendorId: vendor.id, typed })
    expect(at('five', northgate)).toMatchObject({ value: { basis: 'contract', price: 120_000 } })
    expect(at('five', northgate)).toMatchObject({ value: { source: 'CM/PHG/99/0001 lot 02' } })
    expect(at('six', meridian)).toMatchObject({ value: { basis: 'on_file', price: 153_000 } })
    expect(at('six', albion)).toMatchObject({ value: { basis: 'typed', price: 777, source: 'Phone call' } })
  })

  test('a price on file holds on its days only', () => {
    const over = context({ pricesOnFile: [filed({ validTo: addDays(TODAY, -1) })] })
    expect(priceOf(over, { amppId: 'six', vendorId: meridian.id })).toMatchObject({ refusal: { code: 'NO_PRICE' } })
    expect(rankOffers(over)).toHaveLength(1)
  })

  test('an unknown pack is refused', () => {
    expect(priceOf(context(), { amppId: 'none', vendorId: 'x' })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  })

  test('a price that a supplier gives is held against the contract as it is', () => {
    const chosen = { amppId: 'five', vendor: northgate, packs: packs(2) }
    const given = { price: price(130_000), basis: 'typed' as const, source: 'Answer of 16 June' }
    expect(resolveGivenPrice(context(), chosen, given)).toMatchObject({
      value: { price: 130_000, basis: 'typed', state: 'ON_CONTRACT_PRICE_HIGH', contractPrice: 120_000 },
    })
  })
})

describe('why, and what else', () => {
  test('the meropenem of the story: £6.40 more a pack, £768.00 in all', () => {
    const meropenem = context({
      packs: [pack('ten', 10), pack('tenOther', 10)],
      awards: [award({ amppId: 'ten', unitsMilli: milli(10_000), price: price(185_000) })],
      pricesOnFile: [filed({ amppId: 'tenOther', price: price(249_000) })],
      lastPaid: [
        { amppId: 'tenOther', vendorName: 'Meridian Wholesale', price: price(251_000), on: TODAY, confidential: false },
      ],
    })
    const found = resolvePrice(meropenem, { amppId: 'tenOther', vendor: meridian, packs: packs(120) })
    if (!found.ok) throw new Error(found.refusal.code)
    expect(found.value).toMatchObject({ state: 'OFF_CONTRACT', basis: 'on_file', contractPrice: 185_000 })
    expect(found.value.why.nextBest).toMatchObject({
      amppId: 'ten',
      vendor: { id: northgate.id },
      state: 'ON_CONTRACT',
      packs: 120,
      perUnitDifference: -6400,
      inAll: -76_800,
    })
    expect(found.value.why.contract).toMatchObject({ reference: 'CM/PHG/99/0001', lot: '02', rank: 1, price: 185_000 })
    expect(found.value.why.lastPaid).toMatchObject({ vendorName: 'Meridian Wholesale', price: 251_000, on: TODAY })
    expect(JSON.parse(JSON.stringify(found.value.why))).toEqual(found.value.why)
  })

  test('ten packs of six equal twelve of five', () => {
    const of6 = { packs: packs(10), unitsMilli: milli(6000), price: price(153_000) }
    expect(differenceBetween(of6, { unitsMilli: milli(5000), price: price(120_000) })).toEqual({
      packs: 12,
      perUnitDifference: -1500,
      inAll: -900,
    })
  })

  test('an unlicensed pack stands last though it is cheapest; a discontinued one is not offered', () => {
    const mixed = context({
      packs: [pack('five', 5), pack('six', 6, { unlicensed: true }), pack('old', 6, { discontinued: true })],
      awards: [],
      pricesOnFile: [
        filed({ amppId: 'six', price: price(1) }),
        filed({ amppId: 'five', price: price(500_000) }),
        filed({ amppId: 'old', price: price(1) }),
      ],
    })
    expect(rankOffers(mixed).map(({ amppId }) => amppId)).toEqual(['five', 'six'])
  })

  test('of two wholesalers on one route the one with an account comes first', () => {
    const two = context({ awards: [award({ route: 'wholesaler', wholesalers: [albion, meridian] })] })
    expect(rankOffers(two).map(({ vendor }) => vendor.name)).toEqual(['Meridian Wholesale', 'Albion'])
  })
})

const anyVendor = fc.constantFrom(...VENDORS)
const anyPrice = fc.integer({ min: 1, max: 5_000_000 }).map((n) => price(n))
const anyDay = fc.integer({ min: -40, max: 40 }).map((n) => addDays(TODAY, n))
const SIZES = { one: 1, five: 5, six: 6, ten: 10, hundred: 100 }
const PACKS = Object.entries(SIZES).map(([id, units]) => pack(id, units))
const anyPack = fc.constantFrom(...PACKS)
const anyGroup = fc.constantFrom('DLS', 'DLN', 'LSNE', 'CESW', 'LONDON', 'NOE', 'NATIONAL')

const anyAward = fc
  .record({
    id: fc.uuid(),
    pack: anyPack,
    holder: anyVendor,
    rank: fc.constantFrom(1, 2, 3, UNRANKED),
    route: fc.constantFrom('direct', 'wholesaler'),
    wholesalers: fc.uniqueArray(anyVendor, { minLength: 1, maxLength: 3, selector: (one) => one.id }),
    price: anyPrice,
    days: fc.tuple(anyDay, fc.integer({ min: 0, max: 60 })),
    status: fc.constantFrom('active', 'active', 'active', 'suspended', 'terminated'),
    buyingGroup: anyGroup,
  })
  .map(({ pack: { amppId, unitsMilli }, days: [validFrom, length], ...rest }) =>
    award({ ...rest, amppId, unitsMilli, validFrom, validTo: addDays(validFrom, length) }),
  )

const anyContext = fc
  .record({
    awards: fc.uniqueArray(anyAward, { maxLength: 12, selector: (one) => one.id }),
    pricesOnFile: fc.array(
      fc
        .record({ pack: anyPack, vendor: anyVendor, price: anyPrice, validFrom: anyDay })
        .map(({ pack: { amppId }, ...rest }) => filed({ ...rest, amppId })),
      { maxLength: 8 },
    ),
    tolerance: fc.constantFrom(0, 0, 50, 1000),
    packs: fc.shuffledSubarray(PACKS, { minLength: 1 }),
  })
  .map((some) => {
    const there = new Set(some.packs.map(({ amppId }) => amppId))
    const one = new Map(some.pricesOnFile.map((file) => [`${file.amppId} ${file.vendor.id}`, file]))
    return context({
      ...some,
      awards: some.awards.filter(({ amppId }) => there.has(amppId)),
      pricesOnFile: [...one.values()].filter(({ amppId }) => there.has(amppId)),
    })
  })

describe('for any awards, packs and prices', () => {
  test('the order in which things are given makes no difference', () => {
    fc.assert(
      fc.property(
        anyContext.chain((one) => fc.tuple(fc.constant(one), shuffled(one))),
        ([one, other]) => {
          expect(rankOffers(other)).toEqual(rankOffers(one))
          for (const { amppId } of one.packs) {
            for (const vendor of VENDORS) {
              const asked = { amppId, vendor, packs: packs(7), typed: { price: price(5), source: 'Phone' } }
              expect(resolvePrice(other, asked)).toEqual(resolvePrice(one, asked))
            }
          }
        },
      ),
    )
  })

  test('the state is what its definition says', () => {
    fc.assert(
      fc.property(anyContext, anyVendor, anyPrice, (one, vendor, at) => {
        const reached = groupsReached(one.groups)
        const holding = one.awards.filter(
          (a) =>
            a.status === 'active' && a.validFrom <= one.on && one.on <= a.validTo && reached.includes(a.buyingGroup),
        )
        for (const { amppId } of one.packs) {
          const found = judge(one, { amppId, vendorId: vendor.id, price: at })
          const under = holding.filter(
            (a) =>
              a.amppId === amppId &&
              (a.route === 'direct' ? a.holder.id === vendor.id : a.wholesalers.some(({ id }) => id === vendor.id)),
          )
          if (holding.length === 0) expect(found.state).toBe('NO_CONTRACT')
          else if (under.length === 0) expect(found.state).toBe('OFF_CONTRACT')
          else {
            expect(under).toContainEqual(found.award)
            const limit = (found.award?.price ?? 0) * (10_000 + one.tolerance)
            expect(found.state).toBe(at * 10_000 <= limit ? 'ON_CONTRACT' : 'ON_CONTRACT_PRICE_HIGH')
          }
          expect(found.contractPrice === null).toBe(found.state === 'NO_CONTRACT')
        }
      }),
    )
  })

  test('a dearer price never stands better', () => {
    const worse = ['ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH', 'OFF_CONTRACT', 'NO_CONTRACT']
    fc.assert(
      fc.property(anyContext, anyVendor, anyPrice, fc.nat(1000), (one, vendor, at, more) => {
        for (const { amppId } of one.packs) {
          const low = judge(one, { amppId, vendorId: vendor.id, price: at }).state
          const high = judge(one, { amppId, vendorId: vendor.id, price: price(at + more) }).state
          expect(worse.indexOf(high)).toBeGreaterThanOrEqual(worse.indexOf(low))
        }
      }),
    )
  })

  test('awards that do not hold change nothing', () => {
    fc.assert(
      fc.property(anyContext, (one) => {
        const holding = awardsInForce(one.awards, one.groups, one.on)
        expect(rankOffers({ ...one, awards: holding })).toEqual(rankOffers(one))
      }),
    )
  })

  test('each pack and vendor is offered once, contract offers on contract and before the others', () => {
    fc.assert(
      fc.property(anyContext, (one) => {
        const offers = rankOffers(one)
        expect(new Set(offers.map((o) => `${o.amppId} ${o.vendor.id}`)).size).toBe(offers.length)
        for (const [index, o] of offers.entries()) {
          expect(o.state).toBe(judge(one, { amppId: o.amppId, vendorId: o.vendor.id, price: o.price }).state)
          expect(o.award !== null).toBe(o.state === 'ON_CONTRACT')
          expect(priceOf(one, { amppId: o.amppId, vendorId: o.vendor.id })).toMatchObject({ value: { price: o.price } })
          const next = offers[index + 1]
          if (next && o.award && next.award) expect(next.award.rank).toBeGreaterThanOrEqual(o.award.rank)
          if (
            next &&
            (o.award?.rank ?? 0) === (next.award?.rank ?? 0) &&
            (o.award === null) === (next.award === null)
          ) {
            expect(comparePerUnit(perPack(o), perPack(next))).toBeLessThanOrEqual(0)
          }
          if (next && o.award === null) expect(next.award).toBeNull()
        }
      }),
    )
  })

  test('the next best is the best that was not chosen, and its difference has the right sign', () => {
    fc.assert(
      fc.property(anyContext, anyVendor, anyPrice, fc.integer({ min: 1, max: 10_000 }), (one, vendor, at, count) => {
        const offers = rankOffers(one)
        for (const { amppId, unitsMilli } of one.packs) {
          const chosen = { amppId, vendor, packs: packs(count), unitsMilli, price: at }
          const found = nextBest(one, chosen)
          const others = offers.filter((o) => o.amppId !== amppId || o.vendor.id !== vendor.id)
          expect(found?.amppId).toBe(others[0]?.amppId)
          expect(found?.vendor.id).toBe(others[0]?.vendor.id)
          const best = others[0]
          if (!found || !best) continue
          const sign = comparePerUnit(perPack(best), { price: at, milliUnits: unitsMilli })
          if (sign <= 0) expect(found.perUnitDifference).toBeLessThanOrEqual(0)
          if (sign >= 0) expect(found.perUnitDifference).toBeGreaterThanOrEqual(0)
          if (sign === 0) expect(found.inAll).toBe(0)
          expect(found.packs * best.unitsMilli).toBeGreaterThanOrEqual(count * unitsMilli)
          expect((found.packs - 1) * best.unitsMilli).toBeLessThan(count * unitsMilli)
          if (best.unitsMilli === unitsMilli) {
            expect(found.inAll).toBe(lineNet(best.price, count) - lineNet(at, count))
          }
        }
      }),
    )
  })
})

function perPack(offer: { price: ReturnType<typeof price>; unitsMilli: number }) {
  return { price: offer.price, milliUnits: offer.unitsMilli }
}

function shuffled(one: PriceContext) {
  return fc
    .record({
      packs: fc.shuffledSubarray([...one.packs], { minLength: one.packs.length }),
      awards: fc.shuffledSubarray([...one.awards], { minLength: one.awards.length }),
      pricesOnFile: fc.shuffledSubarray([...one.pricesOnFile], { minLength: one.pricesOnFile.length }),
    })
    .map((other): PriceContext => ({ ...one, ...other }))
}
