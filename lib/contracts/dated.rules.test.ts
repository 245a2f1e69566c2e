import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, inRange, type LocalDate, localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'
import { alternatives } from './alternatives.rules.ts'
import { type Award, awardsInForce, groupsReached, type Vendor } from './award.rules.ts'
import { contextOn, type DatedContext, groupsOn, priceSteps, turningDays } from './dated.rules.ts'
import { nextBest } from './next-best.rules.ts'
import { rankOffers } from './price.rules.ts'
import { changesAhead, reasonForPrice, shownReason } from './reason.rules.ts'
import { resolvePrice } from './why.rules.ts'

const START = localDate('2026-01-01')
const day = (days: number) => addDays(START, days)
const northgate: Vendor = { id: 'v-northgate', name: 'Northgate Pharma', hasAccount: true }
const calder: Vendor = { id: 'v-calder', name: 'Calder', hasAccount: true }
const meridian: Vendor = { id: 'v-meridian', name: 'Meridian Wholesale', hasAccount: true }
const VENDORS = [northgate, calder, meridian]
const PACKS = [
  { amppId: 'five', units: 5, maker: 'Northgate' },
  { amppId: 'six', units: 6, maker: 'Calder' },
  { amppId: 'otherFive', units: 5, maker: 'Wexham' },
].map(({ amppId, units, maker }) => ({
  amppId,
  vmpId: 'vmp',
  name: 'Adenosine 6mg/2ml injection',
  brand: '',
  maker,
  packText: `${units} vials`,
  unitsMilli: milli(units * 1000),
  unitName: 'vial',
  unlicensed: false,
  discontinued: false,
}))

const aSpan = fc.tuple(fc.integer({ min: -60, max: 300 }), fc.integer({ min: 0, max: 200 }))

const anAward = fc
  .record({
    id: fc.uuid(),
    ownerId: fc.constantFrom('hub', 'me'),
    buyingGroup: fc.constantFrom('DLS', 'DLN', 'LSNE', 'NATIONAL', 'LONDON'),
    pack: fc.constantFrom(...PACKS),
    holder: fc.constantFrom(northgate, calder),
    wholesalers: fc.subarray([meridian]),
    rank: fc.constantFrom(1, 1, 2, 99),
    // few prices, so that ties happen
    each: fc.constantFrom(10_000, 20_000, 30_000),
    status: fc.constantFrom('active', 'active', 'active', 'suspended', 'terminated'),
    confidentiality: fc.constantFrom('framework', 'pas'),
    span: aSpan,
  })
  .map(
    ({ pack, each, span: [from, long], wholesalers, ...rest }): Award => ({
      ...rest,
      reference: 'CM/PHG/99/0001',
      category: 'generic',
      lot: '01',
      amppId: pack.amppId,
      unitsMilli: pack.unitsMilli,
      route: wholesalers.length > 0 ? 'wholesaler' : 'direct',
      wholesalers,
      price: price((each * pack.unitsMilli) / 1000),
      validFrom: day(from),
      validTo: day(from + long),
      extensionTo: null,
      minimumPacks: 1,
      minimumOrder: pence(0),
      carriage: pence(0),
      leadDays: null,
      annualPacks: null,
      status: rest.status as Award['status'],
      confidentiality: rest.confidentiality as Award['confidentiality'],
    }),
  )

/** A trust whose group changes on a day of the year, with awards and prices on file that come, overlap, tie and go. */
const aLife = fc
  .record({
    awards: fc.uniqueArray(anAward, { maxLength: 8, selector: (one) => one.id }),
    changes: fc.integer({ min: 0, max: 200 }),
    filed: fc.array(fc.tuple(fc.constantFrom(...PACKS), fc.constantFrom(...VENDORS), aSpan, fc.boolean()), {
      maxLength: 3,
    }),
  })
  .map(
    ({ awards, changes, filed }): DatedContext => ({
      ...{ trustId: 'me', vmpId: 'vmp', tolerance: 0, packs: PACKS, awards, lastPaid: [] },
      groupPeriods: [
        { kind: 'generics', code: 'DLN', from: day(-400), to: day(changes) },
        { kind: 'generics', code: 'DLS', from: day(changes + 1), to: null },
        { kind: 'branded', code: 'LONDON', from: day(-400), to: null },
      ],
      pricesOnFile: filed.map(([pack, vendor, [from, long], ends]) => ({
        amppId: pack.amppId,
        vendor,
        price: price(77_000),
        source: `Quotation ${from}`,
        validFrom: day(from),
        validTo: ends ? day(from + long) : null,
      })),
    }),
  )

const aDay = fc.integer({ min: 0, max: 250 }).map(day)
const aChoice = fc
  .tuple(fc.constantFrom(...PACKS), fc.constantFrom(...VENDORS), fc.integer({ min: 1, max: 500 }))
  .map(([pack, vendor, count]) => ({ amppId: pack.amppId, vendor, packs: packs(count) }))

describe('a trust whose groups change in mid-year', () => {
  test('is in the one until its last day and in the other from the next', () => {
    const periods = [
      { kind: 'generics' as const, code: 'DLN', from: day(0), to: day(89) },
      { kind: 'generics' as const, code: 'DLS', from: day(90), to: null },
    ]
    expect([day(-1), day(89), day(90)].map((on) => groupsOn(periods, on).generics)).toEqual([null, 'DLN', 'DLS'])
  })

  test('every award first in force is in a group of that very day', () => {
    fc.assert(
      fc.property(aLife, aDay, (life, on) => {
        const { groups, awards } = contextOn(life, on)
        for (const award of awardsInForce(awards, groups, on)) {
          expect(groupsReached(groupsOn(life.groupPeriods, on))).toContain(award.buyingGroup)
          expect(inRange(on, award.validFrom, award.validTo) && award.status === 'active').toBe(true)
        }
      }),
    )
  })
})

test('the trust’s own line gives way to the hub’s on the days on which that holds, and only then', () => {
  const award = { ...(fc.sample(anAward, { numRuns: 1, seed: 7 })[0] as Award), status: 'active' as const }
  const own = { ...award, id: 'own', ownerId: 'me', validFrom: day(0), validTo: day(99) }
  const hub = { ...award, id: 'hub', ownerId: 'hub', validFrom: day(30), validTo: day(59) }
  const life: DatedContext = {
    ...{ trustId: 'me', vmpId: 'vmp', tolerance: 0, packs: PACKS, awards: [own, hub], pricesOnFile: [], lastPaid: [] },
    groupPeriods: [],
  }
  const held = [day(29), day(30), day(59), day(60)].map((on) =>
    contextOn(life, on)
      .awards.map(({ id }) => id)
      .join(),
  )
  expect(held).toEqual(['own,hub', 'hub', 'hub', 'own,hub'])
})

test('the steps of a price follow on one another without a gap, and each says what holds on all of its days', () => {
  fc.assert(
    fc.property(aLife, (life) => {
      const [from, to] = [day(0), day(250)]
      const steps = priceSteps(life, from, to)
      expect(steps[0]?.from).toBe(from)
      expect(steps.at(-1)?.to).toBe(to)
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1]
        if (next) {
          expect(next.from).toBe(addDays(step.to, 1))
          expect(next.award?.id).not.toBe(step.award?.id)
        }
        for (const on of new Set([step.from, step.to, addDays(step.from, 3)].filter((one) => one <= step.to))) {
          const { awards, groups } = contextOn(life, on as LocalDate)
          expect(awardsInForce(awards, groups, on as LocalDate)[0]?.id).toBe(step.award?.id)
        }
      }
    }),
  )
})

test('between two turning days nothing about a price changes', () => {
  fc.assert(
    fc.property(aLife, aChoice, aDay, (life, choice, on) => {
      const next = turningDays(life, on, day(800))[0] ?? day(800)
      const last = addDays(next, -1)
      const [first, then] = [on, last].map((one) => resolvePrice(contextOn(life, one), choice))
      expect(then?.ok).toBe(first?.ok)
      if (first?.ok && then?.ok) expect({ ...then.value.why, on }).toEqual(first.value.why)
    }),
  )
})

test('the reason is what the price of that day is, now and to come', () => {
  fc.assert(
    fc.property(aLife, aChoice, aDay, (life, choice, on) => {
      const reason = reasonForPrice(life, choice, on)
      if (!reason.ok) throw new Error(reason.refusal.code)
      const today = resolvePrice(contextOn(life, on), choice)
      expect(reason.value.why).toEqual(today.ok ? today.value.why : null)
      let before = on
      for (const { on: from, why } of reason.value.ahead) {
        const then = resolvePrice(contextOn(life, from), choice)
        expect(why).toEqual(then.ok ? then.value.why : null)
        expect(from > before).toBe(true)
        const eve = resolvePrice(contextOn(life, addDays(from, -1)), choice)
        const what = (found: typeof eve) =>
          found.ok && [found.value.state, found.value.source, found.value.award?.id, found.value.why.onFile?.from]
        expect(what(then)).not.toEqual(what(eve))
        before = from
      }
    }),
  )
})

test('what else could be bought is every other offer in its order, and the first of it is the next best', () => {
  fc.assert(
    fc.property(aLife, aChoice, aDay, (life, choice, on) => {
      const context = contextOn(life, on)
      const pack = PACKS.find((one) => one.amppId === choice.amppId)
      const priced = resolvePrice(context, choice)
      const chosen = {
        ...choice,
        unitsMilli: pack?.unitsMilli ?? milli(1),
        price: priced.ok ? priced.value.price : null,
      }
      const others = alternatives(context, chosen)
      const key = (one: { amppId: string; vendor: { id: string } }) => `${one.amppId} ${one.vendor.id}`
      expect(others.map(key)).toEqual(
        rankOffers(context)
          .map(key)
          .filter((one) => one !== key(choice)),
      )
      for (const one of others) {
        expect(one.kind === 'SAME_PACK').toBe(one.amppId === choice.amppId)
        expect(one.difference === null).toBe(!priced.ok)
        const holds = PACKS.find((each) => each.amppId === one.amppId)?.unitsMilli ?? 0
        expect(one.packs * holds).toBeGreaterThanOrEqual(choice.packs * chosen.unitsMilli)
      }
      if (!priced.ok) return
      const next = nextBest(context, { ...chosen, price: priced.value.price })
      const [first] = others
      expect(first?.difference?.inAll).toBe(next?.inAll)
      expect(first?.difference?.each).toBe(next?.perUnitDifference)
      expect(first?.packs).toBe(next?.packs)
    }),
  )
})

test('a dearer unit is dearer in all, whatever the size of its pack, and the same unit price costs no difference', () => {
  fc.assert(
    fc.property(aLife, aChoice, aDay, (life, choice, on) => {
      const reason = reasonForPrice(life, choice, on)
      if (!reason.ok || !reason.value.why) return
      for (const one of reason.value.alternatives) {
        const { each, inAll } = one.difference ?? { each: 0, inAll: 0 }
        if (each > 0) expect(inAll).toBeGreaterThanOrEqual(0)
        if (each < 0) expect(inAll).toBeLessThanOrEqual(0)
        if (each === 0) expect(Math.abs(inAll)).toBeLessThanOrEqual(1 + choice.packs)
      }
    }),
  )
})

test('who may not see prices of patient access schemes cannot tell them from the reason', () => {
  fc.assert(
    fc.property(aLife, aChoice, aDay, fc.integer({ min: 0, max: 1 }), (life, choice, on, pas) => {
      const reason = reasonForPrice(life, choice, on)
      if (!reason.ok) return
      const shown = shownReason(reason.value, { prices: true, pas: pas === 1 })
      const told = JSON.stringify(shownReason(reason.value, { prices: false, pas: false }))
      expect(told).not.toMatch(/"(price|perUnit|contractPrice|inAll|each|perUnitDifference)":-?\d/)
      if (pas === 1) return
      const hidden = shown.why?.contract?.confidentiality === 'pas'
      if (hidden) expect([shown.why?.price, shown.why?.contractPrice]).toEqual([null, null])
      for (const one of shown.alternatives) {
        if (one.confidentiality === 'pas') expect([one.price, one.perUnit, one.difference]).toEqual([null, null, null])
        if (hidden) expect(one.difference).toBeNull()
      }
      for (const { why } of shown.ahead) {
        if (why?.contract?.confidentiality === 'pas') expect(why.price).toBeNull()
      }
    }),
  )
})

test('nothing is told of changes where nothing changes', () => {
  const life: DatedContext = {
    ...{ trustId: 'me', vmpId: 'vmp', tolerance: 0, packs: PACKS, awards: [], pricesOnFile: [], lastPaid: [] },
    groupPeriods: [],
  }
  expect(changesAhead(life, { amppId: 'five', vendor: northgate, packs: packs(1) }, day(0))).toEqual([])
})
