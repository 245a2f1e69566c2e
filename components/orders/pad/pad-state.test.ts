import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { PadKept, PadLineView, PadPartView, PadView } from '#lib/orders/raise/view.rules.ts'
import { pence, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { emptyOutbox, isKept, unkept } from './outbox.ts'
import { memoryPlace, recall, remember } from './pad-memory.ts'
import { toRemember } from './pad-problems.ts'
import { PASTE_BOX, type PadEvent, type PadState, padReducer, startState } from './pad-state.ts'
import { type ShownLine, shownLines } from './shown-line.ts'
import { padTotals, shownParts } from './shown-parts.ts'

const view = (id: string, more: Partial<PadLineView> = {}): PadLineView =>
  ({
    id,
    orderId: 'o1',
    lineNo: 1,
    amppId: id,
    vmpId: id,
    product: `Product ${id}`,
    supplierId: 'meridian',
    storeId: 'main',
    cdCategory: '0000',
    unlicensed: false,
    packs: packs(10),
    price: price(100_000),
    hidden: false,
    basis: 'contract',
    source: '',
    vatRate: 2000,
    net: pence(10_000),
    reason: null,
    note: '',
    why: {} as PadLineView['why'],
    ...more,
  }) as PadLineView

const part = (more: Partial<PadPartView> = {}): PadPartView => ({
  orderId: 'o1',
  number: 'RZZ-PH-26-000001-1',
  status: 'draft',
  supplierId: 'meridian',
  supplierName: 'Meridian',
  storeId: 'main',
  kind: 'standard',
  lines: 1,
  amounts: {
    net: pence(10_000),
    carriage: pence(1200),
    vat: pence(2240),
    gross: pence(13_440),
    belowMinimum: pence(5000),
  },
  terms: { minimumOrder: pence(15_000), carriage: pence(1200) },
  cutOff: null,
  unpriced: 0,
  needs: [],
  ...more,
})

const pad = (more: Partial<PadView> = {}): PadView => ({
  id: 'pad',
  edit: 3,
  head: { storeId: 'main', costCentreId: 'c', emergency: false, emergencyReason: '', note: '' },
  rows: [],
  openedBy: 'Amira',
  keptAt: '2026-11-23T10:12:00Z',
  vatRate: 2000,
  lines: [view('a')],
  parts: [part()],
  ...more,
})

const run = (state: PadState, ...events: PadEvent[]) => events.reduce(padReducer, state)
const shown = (state: PadState) =>
  shownLines(state.lines, unkept(state.outbox), {
    hits: state.hits,
    storeId: state.view.head.storeId,
    vatRate: state.view.vatRate,
  })
const parts = (state: PadState) =>
  shownParts(shown(state), { lines: state.lines, parts: state.view.parts, vatRate: state.view.vatRate })
const first = (state: PadState) => shown(state)[0] as ShownLine
const typed = (state: PadState, text: string, field: 'packs' | 'price' | 'note' = 'packs'): PadEvent => ({
  type: 'typed',
  line: first(state),
  field,
  text,
})
const answer = (more: Partial<PadKept> = {}): PadKept => ({
  edit: 4,
  keptAt: '2026-11-23T10:13:00Z',
  head: pad().head,
  rows: [],
  rowsGone: [],
  added: [],
  lines: [],
  gone: [],
  parts: [part()],
  ...more,
})
const hit = {
  amppId: 'new',
  product: 'New',
  vendor: { id: 'calder', name: 'Calder' },
  price: price(50_000),
  cdCategory: '0000',
  formulary: NOT_LISTED,
  hazardous: false,
  marks: [] as string[],
} as PadHit

test('what is typed shows at once, in line, minimum and total, and waits to be kept', () => {
  const start = startState(pad())
  const state = run(start, typed(start, '20'))
  expect(first(state)).toMatchObject({ packs: 20, net: 20_000 })
  expect(parts(state)[0]?.totals).toMatchObject({ net: 20_000, carriage: 0, vat: 4000, gross: 24_000, belowMinimum: 0 })
  expect(padTotals(parts(state))).toMatchObject({ gross: 24_000 })
  expect(state.outbox.waiting).toEqual([{ do: 'line', line: 'a', packs: 20 }])
})

test('a text that is no value is kept as text and sent to nobody', () => {
  const start = startState(pad())
  const state = run(start, typed(start, '20'), typed(start, '20x'))
  expect(state.raw).toEqual({ 'a/packs': '20x' })
  expect(state.outbox.waiting).toEqual([{ do: 'line', line: 'a', packs: 20 }])
  expect(run(state, { type: 'left', line: first(state), field: 'packs' }).raw).toEqual({ 'a/packs': '20x' })
  const good = run(state, typed(state, '21'))
  expect(run(good, { type: 'left', line: first(good), field: 'packs' }).raw).toEqual({})
})

test('an added line stands in the order of its supplier at once and keeps its key when it gets its id', () => {
  let state = run(startState(pad()), { type: 'added', ref: 'r1', hit, packs: 2 }, { type: 'send', key: 'k' })
  expect(parts(state).map((one) => [one.supplierId, one.part?.number ?? null, one.lines.length])).toEqual([
    ['meridian', 'RZZ-PH-26-000001-1', 1],
    ['calder', null, 1],
  ])
  state = run(state, {
    type: 'kept',
    answer: answer({
      added: [{ ref: 'r1', lineId: 'b' }],
      lines: [view('b', { orderId: 'o2', supplierId: 'calder', packs: packs(2), net: pence(1000) })],
      parts: [part(), part({ orderId: 'o2', number: 'n2', supplierId: 'calder' })],
    }),
  })
  expect(shown(state).map((line) => [line.id, line.key])).toEqual([
    ['a', 'a'],
    ['b', 'r1'],
  ])
  expect(state).toMatchObject({ hits: {}, current: 'r1', keeping: { kind: 'kept', at: '2026-11-23T10:13:00Z' } })
})

test('a line changes order with its supplier while its price is looked up; taken off, it is gone', () => {
  const start = startState(pad())
  const state = run(start, { type: 'changed', change: { do: 'line', line: 'a', supplierId: 'calder' } })
  expect(first(state)).toMatchObject({ supplierId: 'calder', price: null, basis: 'pending', net: null })
  expect(parts(state).map((one) => one.supplierId)).toEqual(['calder'])
  expect(shown(run(start, { type: 'changed', change: { do: 'remove', line: 'a' } }))).toEqual([])
})

test('a new store takes along the lines that went to the old one', () => {
  const state = run(startState(pad({ lines: [view('a'), view('b', { storeId: 'second' })] })), {
    type: 'changed',
    change: { do: 'pad', storeId: 'third' },
  })
  expect(shown(state).map((line) => line.storeId)).toEqual(['third', 'second'])
  expect(state.view.head.storeId).toBe('third')
})

test('a refused change is found, dropped and named; the others are kept', () => {
  const start = startState(pad({ lines: [view('a'), view('b', { lineNo: 2 })] }))
  let state = run(
    start,
    { type: 'changed', change: { do: 'line', line: 'a', packs: 5 } },
    { type: 'changed', change: { do: 'line', line: 'b', packs: 6 } },
    { type: 'send', key: 'k1' },
    { type: 'refused', title: 'No', message: 'Not so.' },
  )
  expect(state).toMatchObject({ single: true, lost: [] })
  state = run(state, { type: 'send', key: 'k2' }, { type: 'refused', title: 'No', message: 'Not so.' })
  expect(state.lost).toEqual(['Product a: No. Not so.'])
  state = run(state, { type: 'send', key: 'k3' })
  expect(state.outbox.sending?.changes).toEqual([{ do: 'line', line: 'b', packs: 6 }])
  expect(run(state, { type: 'kept', answer: answer() })).toMatchObject({ single: false, keeping: { kind: 'kept' } })
})

test('after somebody else’s change what was typed is put on top of the new state, or dropped', () => {
  const start = startState(pad())
  const lost = run(
    start,
    typed(start, '20'),
    { type: 'send', key: 'k' },
    { type: 'conflict', title: 'Changed', message: '', closed: false },
  )
  const other = pad({
    edit: 9,
    lines: [view('a', { packs: packs(11) }), view('c', { lineNo: 2 })],
    parts: [part({ lines: 2 })],
  })
  const onTop = run(lost, { type: 'rebased', view: other, keep: true })
  expect(onTop).toMatchObject({
    conflict: null,
    outbox: { edit: 9, sending: null, waiting: [{ line: 'a', packs: 20 }] },
  })
  expect(shown(onTop).map((line) => line.packs)).toEqual([20, 10])
  const dropped = run(lost, { type: 'rebased', view: other, keep: false })
  expect(isKept(dropped.outbox)).toBe(true)
  expect(first(dropped).packs).toBe(11)
  const without = run(lost, { type: 'rebased', view: pad({ edit: 9, lines: [], parts: [] }), keep: true })
  expect(isKept(without.outbox)).toBe(true)
})

test('the browser remembers what is not kept, for this person, pad and trust only', () => {
  const kept = new Map<string, string>()
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
  const start = startState(pad())
  const { outbox, raw, hits } = run(start, typed(start, '20'), { type: 'changed', change: { do: 'pad', note: 'Soon' } })
  const place = memoryPlace('t', 'p', 'pad')
  expect(remember(store, place, { outbox, raw, hits })).toBe(true)
  expect(recall(store, memoryPlace('t', 'other', 'pad'))).toBeNull()
  const memory = recall(store, place)
  if (!memory) throw new Error('forgotten')
  const again = run(start, { type: 'recalled', memory })
  expect(first(again).packs).toBe(20)
  expect(again.view.head.note).toBe('Soon')
  remember(store, place, null)
  expect(recall(store, place)).toBeNull()
  kept.set(place, '{"outbox":1}')
  expect(recall(store, place)).toBeNull()
  const { formulary: _formulary, ...before } = hit
  kept.set(place, JSON.stringify({ outbox, raw, hits: { r1: before } }))
  expect(recall(store, place)?.hits.r1).toEqual(hit)
  expect(
    remember(
      {
        ...store,
        setItem: () => {
          throw new Error('full')
        },
      },
      place,
      memory,
    ),
  ).toBe(false)
})

test('a text that the server has as a value is not remembered; one that is no value is', () => {
  const start = startState(pad())
  const valued = run(start, typed(start, '20'))
  expect(toRemember(valued)).toMatchObject({ raw: { 'a/packs': '20' } })
  expect(toRemember({ ...valued, outbox: emptyOutbox(2) })).toBeNull()
  const half = { ...valued, outbox: emptyOutbox(2), raw: { 'a/packs': '2O', 'a/note': 'Said' } }
  expect(toRemember(half)).toEqual({ outbox: emptyOutbox(2), raw: { 'a/packs': '2O' }, hits: {} })
  const pasted = { ...valued, outbox: emptyOutbox(2), raw: { [PASTE_BOX]: 'Gentamicin\t5\t7' } }
  expect(toRemember(pasted)).toMatchObject({ raw: pasted.raw })
})

test('what was typed before the memory was found again stays on top of it', () => {
  const start = startState(pad())
  const earlier = run(start, typed(start, '20'))
  const memory = { outbox: earlier.outbox, raw: { 'x/note': 'half' }, hits: {} }
  const here = run(start, { type: 'changed', change: { do: 'pad', note: 'Typed at once' } })
  const again = run(here, { type: 'recalled', memory })
  expect(first(again).packs).toBe(20)
  expect(again.view.head.note).toBe('Typed at once')
  expect(unkept(again.outbox)).toEqual([...unkept(memory.outbox), { do: 'pad', note: 'Typed at once' }])
  expect(again.raw).toMatchObject({ 'x/note': 'half' })
})

test('a price the role may not see hides the totals it could be worked out from', () => {
  const state = startState(
    pad({ lines: [view('a', { hidden: true, price: null, net: null })], parts: [part({ amounts: null })] }),
  )
  expect(parts(state)[0]?.totals).toBeNull()
  expect(padTotals(parts(state))).toBeNull()
})

test('lines that are not loaded count in the totals', () => {
  const start = startState(
    pad({
      parts: [
        part({
          lines: 3,
          amounts: {
            ...part().amounts,
            net: pence(30_000),
            carriage: pence(0),
            vat: pence(6000),
            gross: pence(36_000),
            belowMinimum: pence(0),
          } as PadPartView['amounts'],
        }),
      ],
    }),
  )
  const state = run(start, typed(start, '11'))
  expect(parts(state)[0]).toMatchObject({ more: 2, totals: { lines: 3, net: 31_000, vat: 6200 } })
})

test('that there is an answer again is said until something else is changed', () => {
  const start = startState(pad())
  const silent = run(
    start,
    typed(start, '20'),
    { type: 'send', key: 'k1' },
    { type: 'unanswered', why: 'No answer', hold: false },
    { type: 'unanswered', why: 'No answer', hold: false },
  )
  expect(silent.answersAgain).toBe(false)
  const back = run(silent, { type: 'kept', answer: answer() })
  expect(back).toMatchObject({ answersAgain: true, keeping: { kind: 'kept' } })
  expect(run(back, typed(back, '21')).answersAgain).toBe(false)
  const usual = run(start, typed(start, '20'), { type: 'send', key: 'k1' }, { type: 'kept', answer: answer() })
  expect(usual.answersAgain).toBe(false)
})

test('what is done to a line drawn before it had an id goes to the line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.boolean(), (count, removes) => {
      const added = run(startState(pad({ lines: [] })), { type: 'added', ref: 'r1', hit, packs: 45 })
      const drawn = first(added)
      const lines = [view('l1', { packs: packs(45) })]
      const known = run(
        added,
        { type: 'send', key: 'k1' },
        { type: 'kept', answer: answer({ added: [{ ref: 'r1', lineId: 'l1' }], lines }) },
      )
      const after = run(
        known,
        removes
          ? { type: 'changed', change: { do: 'remove', line: drawn.id } }
          : { type: 'typed', line: drawn, field: 'packs', text: String(count) },
      )
      expect(shown(after).map((line) => Number(line.packs))).toEqual(removes ? [] : [count])
    }),
  )
})
