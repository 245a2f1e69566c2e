import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { addDays, type LocalDate, localDate } from '#lib/values/dates.ts'
import { type Price, price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import {
  type LineKey,
  planTimeline,
  type StandingAward,
  type Timeline,
  type WantedAward,
} from '../load/timeline.rules.ts'
import { type Beside, changesOf } from './change.rules.ts'

const TODAY = localDate('2026-11-23')
const END = localDate('2028-05-31')

function aPack(amppId: string, vmpId: string, units = 10): DictionaryPack {
  const flags = {
    unlicensed: false,
    fridge: false,
    hazardous: false,
    highCost: false,
    biosimilar: false,
    madeUp: false,
  }
  return {
    ...{ ownerId: 'hub', amppId, vmppId: `${vmpId}p`, ampId: amppId, vmpId, vtmId: null, name: `Medicine ${vmpId}` },
    ...{ brand: '', maker: 'Maker', packText: `${units} vials`, unitsMilli: milli(units * 1000), unitName: 'vial' },
    ...{ cdCategory: '0000', discontinued: false, listPrice: null, ...flags },
  }
}

const PACKS = new Map(
  [aPack('a1', 'A'), aPack('a2', 'A'), aPack('a20', 'A', 20), aPack('b1', 'B'), aPack('b2', 'B')].map((one) => [
    one.amppId,
    one,
  ]),
)

const TERMS = {
  ...{ route: 'direct', extensionTo: null, minimumPacks: 1, minimumOrder: 0, carriage: 0, leadDays: null },
  ...{ annualPacks: null, status: 'active', confidentiality: 'framework', npcCode: '', notes: '', wholesalerIds: [] },
} as const

type Line = Partial<LineKey> & { price: number; from?: LocalDate; to?: LocalDate; status?: 'active' | 'terminated' }

function terms(line: Line) {
  const { price: amount, from = localDate('2026-06-01'), to = END, status = 'active', ...key } = line
  return {
    ...TERMS,
    ...{ frameworkKey: 'CM/PHG/99/0001', lot: '01', amppId: 'a1', supplierId: 'north', buyingGroup: 'DLS', rank: 99 },
    ...key,
    ...{ price: price(amount) as Price, validFrom: from, validTo: to, status },
  } as unknown as Omit<StandingAward, 'id'>
}
const standing = (id: string, line: Line): StandingAward => ({ ...terms(line), id })
const wanted = (row: number, line: Line): WantedAward => ({ ...terms(line), row })
const beside = ({ id, frameworkKey, confidentiality, ...rest }: StandingAward): Beside => {
  const { lot, buyingGroup, amppId, supplierId, rank, price: amount, validFrom, validTo } = rest
  return {
    id,
    reference: frameworkKey,
    lot,
    buyingGroup,
    amppId,
    supplierId,
    rank,
    price: amount,
    confidential: confidentiality === 'pas',
    validFrom,
    validTo,
  }
}

const lineOf = (one: LineKey) =>
  [one.frameworkKey, one.lot, one.amppId, one.supplierId, one.buyingGroup, one.rank].join('\n')

function plan(stands: readonly StandingAward[], wants: readonly WantedAward[]): Timeline {
  const whole: Timeline = { close: [], withdraw: [], open: [], unchanged: [], replaced: [] }
  const groups = Map.groupBy(stands, lineOf)
  for (const [line, rows] of Map.groupBy(wants, lineOf)) {
    const part = planTimeline(groups.get(line) ?? [], rows, TODAY)
    whole.close.push(...part.close)
    whole.withdraw.push(...part.withdraw)
    whole.open.push(...part.open)
    whole.unchanged.push(...part.unchanged)
    whole.replaced.push(...part.replaced)
  }
  return whole
}

const told = (stands: readonly StandingAward[], wants: readonly WantedAward[]) =>
  changesOf(plan(stands, wants), { today: TODAY, packs: PACKS, supplierName: (id) => id, beside: stands.map(beside) })

const DAY = localDate('2026-12-01')

describe('what a catalogue changes', () => {
  test('a price that falls, rises, or stays with other terms, from the day it holds', () => {
    const stands = [standing('s', { price: 100_000 })]
    expect(told(stands, [wanted(2, { price: 90_000, from: DAY })])).toMatchObject([
      { kind: 'down', row: 2, on: DAY, old: { price: 100_000 }, next: { price: 90_000 }, vmpId: 'A' },
    ])
    expect(told(stands, [wanted(2, { price: 110_000, from: DAY })])).toMatchObject([{ kind: 'up' }])
    expect(told(stands, [wanted(2, { price: 100_000, from: DAY, to: addDays(END, 30) })])).toMatchObject([
      { kind: 'terms' },
    ])
    expect(told(stands, [wanted(2, { price: 100_000 })])).toEqual([])
  })

  test('another supplier takes the place of one whose line ends the day before', () => {
    const stands = [standing('s', { price: 100_000, to: addDays(DAY, -1) })]
    expect(told(stands, [wanted(2, { price: 90_000, from: DAY, amppId: 'a2', supplierId: 'calder' })])).toMatchObject([
      { kind: 'supplier', old: { supplier: 'north', amppId: 'a1' }, next: { supplier: 'calder', amppId: 'a2' } },
    ])
  })

  test('beside a line that goes on, it takes the place by rank and price per unit, or stands behind it', () => {
    const stands = [standing('s', { price: 100_000 })]
    const other = { from: DAY, amppId: 'a2', supplierId: 'calder', frameworkKey: 'CM/PHG/99/0002' }
    expect(told(stands, [wanted(2, { ...other, price: 90_000 })])).toMatchObject([
      { kind: 'supplier', old: { supplier: 'north' } },
    ])
    expect(told(stands, [wanted(2, { ...other, price: 110_000 })])).toMatchObject([
      { kind: 'new', old: { supplier: 'north' } },
    ])
    expect(told([], [wanted(2, { ...other, price: 110_000 })])).toMatchObject([{ kind: 'new', old: null }])
  })

  test('packs of other size are compared by what a unit costs', () => {
    const stands = [standing('s', { price: 100_000, to: addDays(DAY, -1) })]
    const twice = { from: DAY, amppId: 'a20' }
    expect(told(stands, [wanted(2, { ...twice, price: 190_000 })])).toMatchObject([{ kind: 'down' }])
    expect(told(stands, [wanted(2, { ...twice, price: 210_000 })])).toMatchObject([{ kind: 'up' }])
  })

  test('a line that is ended is told with the next best contract, or that there is none', () => {
    const stands = [standing('s', { price: 100_000 })]
    const end = wanted(2, { price: 100_000, from: DAY, status: 'terminated' })
    expect(told(stands, [end])).toMatchObject([{ kind: 'ended', on: DAY, next: null }])
    const second = standing('t', { price: 120_000, amppId: 'a2', supplierId: 'calder' })
    expect(told([...stands, second], [end])).toMatchObject([{ kind: 'ended', next: { supplier: 'calder' } }])
    expect(told(stands, [wanted(2, { price: 100_000, to: addDays(DAY, -1) })])).toMatchObject([
      { kind: 'ended', on: DAY },
    ])
  })

  test('a line of the same lot that ends by itself with nothing after it is told, too', () => {
    const stands = [
      standing('s', { price: 100_000 }),
      standing('e', { price: 50_000, amppId: 'b1', to: addDays(DAY, -1) }),
    ]
    expect(told(stands, [wanted(2, { price: 90_000, from: DAY })])).toMatchObject([
      { kind: 'down' },
      { kind: 'ended', row: null, product: 'Medicine B', on: DAY },
    ])
  })
})

const line = fc.record({
  amppId: fc.constantFrom('a1', 'a2', 'a20', 'b1', 'b2'),
  supplierId: fc.constantFrom('north', 'calder'),
  price: fc.integer({ min: 1, max: 500_000 }),
  start: fc.integer({ min: -300, max: 60 }),
  days: fc.integer({ min: 0, max: 600 }),
  status: fc.constantFrom('active' as const, 'active' as const, 'terminated' as const),
})
const asLine = ({
  start,
  days,
  ...rest
}: {
  start: number
  days: number
  amppId: string
  supplierId: string
  price: number
}) => {
  const from = addDays(TODAY, start)
  return { ...rest, from, to: addDays(from, days) }
}

test('whatever a catalogue holds: nothing is told of the past, each old line gives its place once, kinds fit their sides', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(line, { maxLength: 6, selector: (one) => `${one.amppId} ${one.supplierId}` }),
      fc.uniqueArray(line, { maxLength: 6, selector: (one) => `${one.amppId} ${one.supplierId}` }),
      (stand, want) => {
        const stands = stand.map((one, i) => standing(`s${i}`, { ...asLine(one), status: 'active' }))
        const wants = want.map((one, i) => wanted(i + 2, asLine(one)))
        const changes = told(stands, wants)
        for (const one of changes) {
          expect(one.on >= TODAY).toBe(true)
          if (one.kind !== 'new') expect(one.old).not.toBeNull()
          if (one.kind !== 'ended') expect(one.next).not.toBeNull()
          if (one.kind === 'supplier') expect(one.old?.supplier).not.toBe(one.next?.supplier)
          const unit = (side: typeof one.old) => (side ? side.price / side.units : 0)
          if (one.kind === 'up') expect(unit(one.next)).toBeGreaterThan(unit(one.old))
          if (one.kind === 'down') expect(unit(one.next)).toBeLessThan(unit(one.old))
        }
        expect(told(stands, [])).toEqual([])
      },
    ),
  )
})
