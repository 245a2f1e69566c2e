import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { anyScheme } from '#lib/testing/any-scheme.ts'
import { addDays, localDate } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import { type Replayed, replay } from './replay.rules.ts'
import { changeBetween, keyWords, NOBODY, needsKey } from './trial.rules.ts'

const order = (id: string, gross: number, change: Partial<Replayed> = {}): Replayed => ({
  ...{ id, number: id, supplierId: 'meridian', on: localDate('2026-11-02'), stood: true, lines: [], emergency: false },
  ...{ gross: pence(gross), at: new Date('2026-11-02T09:00:00Z') },
  ...change,
})

it('counts orders to one supplier together within the window of each scheme, and only those that stood', () => {
  const week = { ...DEFAULT_SCHEME, window: { days: 7 } }
  const decide = replay(DEFAULT_SCHEME, week)
  const later = (days: number) => ({ on: addDays(localDate('2026-11-02'), days) })
  expect(decide(order('a', 400_000))).toMatchObject({ now: NOBODY, next: NOBODY, change: 'same' })
  expect(decide(order('b', 400_000, later(3)))).toMatchObject({ now: NOBODY, next: '1.lead.1', change: 'more' })
  expect(decide(order('c', 400_000, { ...later(4), supplierId: 'albion', stood: false })).next).toBe(NOBODY)
  expect(decide(order('d', 400_000, { ...later(4), supplierId: 'albion' })).next).toBe(NOBODY)
  expect(decide(order('e', 400_000, later(9)))).toMatchObject({ next: '1.lead.1' })
  expect(decide(order('f', 400_000, later(30)))).toMatchObject({ next: NOBODY })
})

it('finds the same under the same scheme, whatever it is', () => {
  fc.assert(
    fc.property(anyScheme, fc.array(fc.nat(20_000_000), { maxLength: 6 }), (scheme, amounts) => {
      const decide = replay(scheme, scheme)
      for (const [index, gross] of amounts.entries())
        expect(decide(order(String(index), gross, { emergency: index % 2 === 1 })).change).toBe('same')
    }),
  )
})

it('says what is needed in words, and what changes', () => {
  const one = { people: [], step: 1, signatures: 1, retrospective: false }
  const lead = [{ ...one, role: 'lead' as const }]
  const both = [...lead, { ...one, role: 'chief' as const, step: 2 }]
  const late = [{ ...one, role: 'director' as const, retrospective: true, people: ['a', 'b'] }]
  const nameOf = (id: string) => ({ a: 'Ann', b: 'Ben' })[id] ?? id
  expect(keyWords(needsKey([]), nameOf)).toBe('Nobody: passes by itself')
  expect(keyWords(needsKey(both), nameOf)).toBe('The procurement lead, then the chief pharmacist')
  expect(keyWords(needsKey([...lead, ...late]), nameOf)).toBe('The procurement lead; afterwards Ann or Ben')
  expect(changeBetween([], lead)).toBe('more')
  expect(changeBetween(both, lead)).toBe('less')
  expect(changeBetween(lead, [{ ...one, role: 'pharmacist' }])).toBe('other')
})
