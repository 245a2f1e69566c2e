import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { PriceContext } from '#lib/contracts/price.rules.ts'
import { partKey } from '#lib/orders/order/order.split.rules.ts'
import { localDate } from '#lib/values/dates.ts'
import { lineNet, price, vatOn } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import type { DraftLine } from './draft.rules.ts'
import { type PadFacts, type PadPart, planChanges } from './pad.rules.ts'
import type { PlannedChange } from './pad.schema.ts'

const VENDORS = ['meridian', 'albion', 'calder'].map((id) => ({ id, name: id }))
const STORES = ['main', 'second']

const pack = (amppId: string, more: Partial<Pack> = {}): Pack => ({
  ownerId: 'hub',
  amppId,
  vmppId: `${amppId}-vmpp`,
  ampId: `${amppId}-amp`,
  vmpId: `${amppId}-vmp`,
  vtmId: null,
  name: amppId,
  brand: '',
  maker: 'Calder',
  packText: '10 vials',
  unitsMilli: milli(10_000),
  unitName: 'vial',
  cdCategory: '0000',
  unlicensed: false,
  fridge: false,
  hazardous: false,
  highCost: false,
  biosimilar: false,
  discontinued: false,
  madeUp: true,
  listPrice: null,
  cdInDmd: '0000',
  needsPharmacist: false,
  marks: [],
  ...more,
})

const PACKS = [
  pack('plain'),
  pack('dear'),
  pack('controlled', { cdCategory: '0002' }),
  pack('special', { unlicensed: true }),
  pack('unpriced'),
]

const context = (of: Pack): PriceContext => ({
  on: localDate('2026-11-23'),
  vmpId: of.vmpId,
  groups: { generics: 'DLS', branded: 'LONDON' },
  tolerance: 0,
  packs: [of],
  awards: [],
  pricesOnFile:
    of.amppId === 'unpriced'
      ? []
      : VENDORS.slice(0, 2).map((vendor, index) => ({
          amppId: of.amppId,
          vendor: { ...vendor, hasAccount: true },
          price: price(100_000 + index * 10_000),
          source: 'Price list',
          validFrom: localDate('2026-01-01'),
          validTo: localDate('2027-12-31'),
        })),
  lastPaid: [],
})

type Model = { head: PadFacts['head']; parts: Map<string, PadPart>; lines: Map<string, DraftLine>; next: number }

const empty = (): Model => ({
  head: { storeId: 'main', costCentreId: 'p100', emergency: false, emergencyReason: '', note: '' },
  parts: new Map(),
  lines: new Map(),
  next: 0,
})

function facts(model: Model): PadFacts {
  return {
    head: model.head,
    parts: [...model.parts.values()],
    lines: [...model.lines.values()],
    stores: new Set(STORES),
    costCentres: new Set(['p100']),
    vendors: new Map(VENDORS.map((one) => [one.id, one])),
    packs: new Map(PACKS.map((one) => [one.amppId, one])),
    contexts: new Map(PACKS.map((one) => [one.vmpId, context(one)])),
    codes: () => ({ gtin: null, supplierCode: null, unlicensedApproval: null }),
    formulary: new Map(),
    history: new Map(),
    settings: { vatRate: 2000, batchRequired: ['all'] },
    newId: () => {
      model.next += 1
      return `id${model.next}`
    },
  }
}

/** Does to the model what the store does to the database, and holds the plan against what must always be true. */
function apply(model: Model, changes: readonly PlannedChange[]) {
  const before = model.lines.size
  const plan = planChanges(facts(model), changes)
  if (!plan.ok) return plan
  const { head, opened, turned, inserted, updated, removed, touched } = plan.value
  for (const part of [...opened, ...turned]) {
    const was = model.parts.get(part.orderId)
    expect(was === undefined).toBe(opened.includes(part))
    const known = was ?? { number: `n${model.next}`, status: 'draft' as const, version: 1, lines: 0, lastLineNo: 0 }
    model.parts.set(part.orderId, { ...known, ...part })
  }
  for (const id of removed) expect(model.lines.delete(id)).toBe(true)
  for (const line of inserted) expect(model.lines.has(line.id)).toBe(false)
  for (const line of updated) expect(model.lines.has(line.id)).toBe(true)
  for (const line of [...inserted, ...updated]) model.lines.set(line.id, line)
  model.head = head
  const lines = [...model.lines.values()]
  for (const part of model.parts.values()) {
    const own = lines.filter((line) => line.orderId === part.orderId)
    if (own.length !== part.lines) expect(touched).toContain(part.orderId)
    part.lines = own.length
    part.lastLineNo = Math.max(part.lastLineNo, ...own.map((line) => line.lineNo))
    for (const line of own) expect(partKey(line)).toBe(partKey(part))
    expect(new Set(own.map((line) => line.lineNo)).size).toBe(own.length)
  }
  const full = [...model.parts.values()].filter((part) => part.lines > 0)
  expect(new Set(full.map(partKey)).size).toBe(full.length)
  expect(full.reduce((sum, part) => sum + part.lines, 0)).toBe(lines.length)
  expect(lines.length).toBe(before + inserted.length - removed.length)
  for (const line of lines) {
    expect(line.net).toBe(lineNet(line.price, line.packs))
    expect(line.vat).toBe(vatOn(line.net, line.vatRate))
  }
  return plan
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('add' as const), pack: fc.nat(4), vendor: fc.option(fc.nat(2)) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('vendor' as const), line: fc.nat(), vendor: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('packs' as const),
      line: fc.nat(),
      packs: fc.integer({ min: 1, max: 500 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('store' as const), line: fc.nat(), store: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), line: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pad' as const), store: fc.nat(1) }) },
)

test('whatever is done to a pad, each line stands in the one order of its vendor, store and kind', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 12 }), (batches) => {
      const model = empty()
      for (const batch of batches) {
        const ids = [...model.lines.keys()]
        const gone = new Set<string>()
        const changes = batch.flatMap((one, index): PlannedChange[] => {
          if (one.do === 'pad') return [{ do: 'pad', storeId: STORES[one.store] ?? 'main' }]
          if (one.do === 'add') {
            const amppId = PACKS[one.pack]?.amppId ?? ''
            const named = one.vendor ?? (amppId === 'unpriced' ? 0 : null)
            const supplierId = named === null ? undefined : VENDORS[named]?.id
            return [{ do: 'add', ref: `r${index}`, amppId, packs: 3, supplierId }]
          }
          const line = ids[one.line % Math.max(1, ids.length)]
          if (line === undefined || gone.has(line)) return []
          if (one.do === 'remove') {
            gone.add(line)
            return [{ do: 'remove', line }]
          }
          if (one.do === 'packs') return [{ do: 'line', line, packs: one.packs }]
          if (one.do === 'store') return [{ do: 'line', line, storeId: STORES[one.store] ?? 'main' }]
          return [{ do: 'line', line, supplierId: VENDORS[one.vendor]?.id ?? '' }]
        })
        if (changes.length > 0) expect(apply(model, changes).ok).toBe(true)
      }
    }),
  )
})

const add = (amppId: string, more: object = {}): PlannedChange => ({
  do: 'add',
  ref: amppId,
  amppId,
  packs: 10,
  ...more,
})
const only = (model: Model) => [...model.lines.values()][0] as DraftLine

test('the best vendor delivers unless another is named; changing the only line keeps the number of its order', () => {
  const model = empty()
  apply(model, [add('plain')])
  expect(only(model)).toMatchObject({ supplierId: 'meridian', price: 100_000, priceBasis: 'on_file', lineNo: 1 })
  const orderId = only(model).orderId
  const moved = apply(model, [{ do: 'line', line: only(model).id, supplierId: 'albion' }])
  expect(moved).toMatchObject({ ok: true, value: { opened: [], turned: [{ orderId, supplierId: 'albion' }] } })
  expect(only(model)).toMatchObject({ orderId, supplierId: 'albion', price: 110_000 })
})

test('a returned order keeps who it was for: its line goes to a draft of its own', () => {
  const model = empty()
  apply(model, [add('plain')])
  const part = [...model.parts.values()][0] as PadPart
  model.parts.set(part.orderId, { ...part, status: 'returned', version: 2 })
  apply(model, [{ do: 'line', line: only(model).id, supplierId: 'albion' }])
  expect(only(model).orderId).not.toBe(part.orderId)
  apply(model, [add('dear', { supplierId: 'meridian' })])
  const back = [...model.lines.values()].find((line) => line.amppId === 'dear')
  expect(back).toMatchObject({ orderId: part.orderId, addedInVersion: 3 })
})

test('controlled and unlicensed medicines travel apart from the rest', () => {
  const model = empty()
  apply(model, [add('plain'), add('controlled'), add('special'), add('dear')])
  expect([...model.parts.values()].map((part) => [part.kind, part.lines])).toEqual([
    ['standard', 2],
    ['cd', 1],
    ['unlicensed', 1],
  ])
})

test('a price is typed only where none is on file, for the vendor it was given by', () => {
  const model = empty()
  apply(model, [add('unpriced', { supplierId: 'meridian' })])
  const line = only(model)
  expect(line).toMatchObject({ supplierId: 'meridian', priceBasis: 'missing', price: 0 })
  apply(model, [{ do: 'line', line: line.id, priceSource: 'Quote of 20 November' }])
  expect(only(model)).toMatchObject({ priceBasis: 'missing', priceSource: 'Quote of 20 November' })
  apply(model, [{ do: 'line', line: line.id, price: 12_500 }])
  expect(only(model)).toMatchObject({ priceBasis: 'typed', price: 12_500, priceSource: 'Quote of 20 November' })
  apply(model, [{ do: 'line', line: line.id, packs: 20 }])
  expect(only(model)).toMatchObject({ priceBasis: 'typed', price: 12_500, net: 2500, packs: 20 })
  apply(model, [{ do: 'line', line: line.id, supplierId: 'albion' }])
  expect(only(model)).toMatchObject({ priceBasis: 'missing', price: 0, priceSource: '' })
  apply(model, [add('plain')])
  const plain = [...model.lines.values()].find((one) => one.amppId === 'plain')
  expect(apply(model, [{ do: 'line', line: plain?.id ?? '', price: 1 }])).toMatchObject({
    refusal: { code: 'PRICE_ON_FILE' },
  })
})

test('more packs do not change the price under the hand, even where it is another by now', () => {
  const model = empty()
  apply(model, [add('plain')])
  const line = { ...only(model), price: price(90_000) }
  model.lines.set(line.id, line)
  const plan = planChanges(facts(model), [{ do: 'line', line: line.id, packs: 11 }])
  expect(plan).toMatchObject({ ok: true, value: { updated: [{ price: 90_000, packs: 11, net: 9900 }] } })
})

test('what is not there, or not the trust’s, is refused', () => {
  const model = empty()
  const refused = (change: PlannedChange) => planChanges(facts(model), [change])
  expect(refused(add('nothing'))).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'pack' } })
  expect(refused(add('plain', { supplierId: 'stranger' }))).toMatchObject({ refusal: { code: 'NO_ACCOUNT' } })
  expect(refused(add('unpriced'))).toMatchObject({
    refusal: { code: 'CHOOSE_SUPPLIER', product: 'unpriced, 10 vials' },
  })
  expect(refused(add('plain', { storeId: 'elsewhere' }))).toMatchObject({
    refusal: { code: 'NOT_FOUND', what: 'store' },
  })
  expect(refused({ do: 'remove', line: 'x' })).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'line' } })
  expect(refused({ do: 'pad', storeId: 'elsewhere' })).toMatchObject({ refusal: { code: 'NOT_FOUND', what: 'store' } })
  expect(refused({ do: 'pad', costCentreId: 'x' })).toMatchObject({
    refusal: { code: 'NOT_FOUND', what: 'cost centre' },
  })
})
