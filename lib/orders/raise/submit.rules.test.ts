import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { pence, price, sumPence } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import type { DraftLine } from './draft.rules.ts'
import {
  changedPrices,
  missingOf,
  numbered,
  requirements,
  type SubmittedPart,
  submissionLine,
  whyNotSubmit,
} from './submit.rules.ts'

const line = (more: Partial<DraftLine> = {}): DraftLine =>
  ({
    id: 'l',
    productName: 'Meropenem 1g',
    packText: '10 vials',
    packs: packs(1),
    usualPacks: null,
    price: price(100_000),
    priceBasis: 'contract',
    priceSource: '',
    contractState: 'ON_CONTRACT',
    awardId: 'a',
    contractPrice: price(100_000),
    net: pence(1000),
    vat: pence(200),
    cdCategory: '0000',
    unlicensed: false,
    unlicensedApproval: null,
    firstPurchase: false,
    offContractReason: null,
    why: { contract: { confidentiality: 'framework' } },
    ...more,
  }) as DraftLine

const both = (...lines: DraftLine[]) => lines.map((one) => ({ shown: one, now: one }))
const seen = { sight: { prices: true, pas: true }, unusualTimes: 10, unusualSeen: false }
const calm = { emergency: false, emergencyReason: '' }

test('what stands in the way is named in its order: nothing, emergency, missing, price, quantity', () => {
  const code = (...args: Parameters<typeof whyNotSubmit>) => whyNotSubmit(...args)?.code ?? null
  const huge = line({ packs: packs(100), usualPacks: 10 })
  const lacking = line({ priceBasis: 'missing' })
  const dearer = { shown: line(), now: line({ price: price(100_100) }) }
  expect(code(calm, [], seen)).toBe('EMPTY_PAD')
  const urgent = { emergency: true, emergencyReason: ' ' }
  expect(code(urgent, both(lacking), seen)).toBe('EMERGENCY_UNEXPLAINED')
  expect(code(calm, [...both(lacking, huge), dearer], seen)).toBe('LINES_INCOMPLETE')
  expect(code(calm, [...both(huge), dearer], seen)).toBe('PRICE_CHANGED')
  expect(code(calm, both(huge), seen)).toBe('UNUSUAL_QUANTITY')
  expect(code(calm, both(huge), { ...seen, unusualSeen: true })).toBeNull()
  expect(code({ emergency: true, emergencyReason: 'Sepsis' }, both(line()), seen)).toBeNull()
})

test('a line lacks a price, then its source, then the reason for buying off contract', () => {
  expect(missingOf(line({ priceBasis: 'missing', contractState: 'OFF_CONTRACT' }))).toBe('price')
  expect(missingOf(line({ priceBasis: 'typed', priceSource: ' ', contractState: 'OFF_CONTRACT' }))).toBe('source')
  expect(missingOf(line({ priceBasis: 'typed', priceSource: 'Phone', contractState: 'OFF_CONTRACT' }))).toBe('reason')
  expect(missingOf(line({ contractState: 'OFF_CONTRACT', offContractReason: 'RECALL' }))).toBeNull()
  expect(missingOf(line({ contractState: 'NO_CONTRACT' }))).toBeNull()
})

test('another award or standing is a change too; amounts the role may not see are left out', () => {
  const sees = { prices: true, pas: false }
  expect(changedPrices([{ shown: line(), now: line() }], sees)).toEqual([])
  expect(changedPrices([{ shown: line(), now: line({ awardId: 'b' }) }], sees)).toMatchObject([
    { was: 100_000, now: 100_000, shown: true },
  ])
  expect(changedPrices([{ shown: line(), now: line({ contractState: 'ON_CONTRACT_PRICE_HIGH' }) }], sees)).toHaveLength(
    1,
  )
  const pas = { contract: { confidentiality: 'pas' } } as DraftLine['why']
  const hidden = changedPrices([{ shown: line({ why: pas }), now: line({ why: pas, price: price(1) }) }], sees)
  expect(hidden).toMatchObject([{ was: null, now: null, shown: false }])
  const gone = changedPrices([{ shown: line(), now: line({ priceBasis: 'missing', price: price(0) }) }], sees)
  expect(gone).toMatchObject([{ was: 100_000, now: null, shown: true }])
})

const part = fc.record({
  supplierId: fc.constantFrom('meridian', 'calder'),
  gross: fc.integer({ min: 1, max: 900_000 }).map(pence),
})

test('however a supplier’s day is cut into orders and pads, each order is judged on the whole of it', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.array(part, { maxLength: 4 }), (own, before) => {
      const parts: SubmittedPart[] = own.map(({ supplierId, gross }, index) => ({
        orderId: `o${index}`,
        number: `n${index}`,
        supplierId,
        totals: { lines: 1, net: gross, carriage: pence(0), vat: pence(0), gross, belowMinimum: pence(0) },
        lines: [submissionLine(line())],
      }))
      const earlier = before.map(({ supplierId, gross }, index) => {
        return { supplierId, order: { number: `b${index}`, gross, offContract: pence(0) } }
      })
      const dayOrders = new Map(
        ['meridian', 'calder'].map((id) => [
          id,
          earlier.filter((one) => one.supplierId === id).map((one) => one.order),
        ]),
      )
      const at = new Date('2026-11-23T09:00:00Z')
      const facts = { scheme: DEFAULT_SCHEME, dayOrders, newSuppliers: new Set<string>(), emergency: false, at }
      const needed = requirements(parts, facts)
      for (const one of parts) {
        const day = sumPence(
          [...own, ...before].filter((other) => other.supplierId === one.supplierId).map((other) => other.gross),
        )
        expect(needed.get(one.orderId)).toMatchObject({
          dayTotal: day,
          passes: day <= (DEFAULT_SCHEME.bands[0]?.upTo ?? 0),
        })
      }
    }),
  )
})

test('lines are numbered from 1 in each order, in the order in which they stand', () => {
  const orders = fc.array(
    fc.record({ orderId: fc.constantFrom('a', 'b', 'c'), lineNo: fc.integer({ min: 1, max: 9999 }) }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(orders, (lines) => {
      const unique = [...new Map(lines.map((one) => [`${one.orderId} ${one.lineNo}`, one])).values()]
      const given = unique.map((one, index) => ({ ...one, id: index, was: one.lineNo }))
      for (const [, own] of Map.groupBy(numbered(given), (one) => one.orderId)) {
        expect(own.map((one) => one.lineNo)).toEqual(own.map((_, index) => index + 1))
        expect(own.map((one) => one.was)).toEqual(own.map((one) => one.was).sort((a, b) => a - b))
      }
    }),
  )
})
