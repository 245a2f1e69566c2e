import { describe, expect, test } from 'vitest'
import { answersInShort, recordedAnswers } from '#lib/orders/order/answer-words.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { afterAnswer, afterMessage } from './after.rules.ts'
import { type BesideLine, besides } from './beside.rules.ts'

const line: BesideLine = {
  ...{ id: 'line', lineNo: 1, amppId: 'a', vmpId: 'v', unitsMilli: 6000, state: 'open', unitName: 'vial' },
  ...{ packText: '6 vials', maker: 'Northgate', packs: 10, received: 0, closed: 0, over: 0 },
  price: price(185_000),
  dueOn: '2026-11-25' as LocalDate,
}
const said = (rows: ReturnType<typeof besides>) =>
  rows.map(({ what, ordered, answered, difference }) => `${what}: ${ordered} | ${answered} | ${difference}`)

describe('what was ordered beside what was answered', () => {
  test('not available', () => {
    const rows = besides(line, { code: 'NOT_AVAILABLE', packs: 0, price: null, expectedOn: null }, null)
    expect(said(rows)).toEqual(['Packs to come: 10 | 0 | −10', 'Delivery: 25 November 2026 | Not to come | Not known'])
  })

  test('another price for what is still to come', () => {
    const part = { ...line, received: 4 }
    const rows = besides(part, { code: 'CHANGED_PRICE', packs: 10, price: price(190_000), expectedOn: null }, null)
    expect(said(rows)).toEqual([
      'Packs to come: 6 | 6 | None',
      'Price of a pack, ex VAT: £18.50 | £19.00 | +£0.50',
      'In all, ex VAT: £111.00 | £114.00 | +£3.00',
      'Delivery: 25 November 2026 | No day given | Not known',
    ])
  })

  test('a smaller pack offered: how much less comes in all', () => {
    const other = { packText: '5 vials', maker: 'Calder', unitsMilli: 5000 }
    const answer = { code: 'SUBSTITUTE_OFFERED' as const, packs: 10, price: price(120_000), expectedOn: null }
    expect(said(besides(line, answer, other))).toContain(
      'Pack: 6 vials, Northgate | 5 vials, Calder | 10 vials fewer in all',
    )
    expect(said(besides(line, answer, other))).toContain('Price of a vial, ex VAT: £3.0833 | £2.40 | −£0.6833')
    expect(said(besides(line, answer, null))).toContain('Pack: 6 vials, Northgate | A pack we do not know | Not known')
  })

  test('a price this role may not see is said to be hidden', () => {
    const answer = { code: 'CHANGED_PRICE' as const, packs: 10, price: price(190_000), expectedOn: null }
    const hidden = besides({ ...line, price: null }, answer, null)
    expect(JSON.stringify(hidden)).not.toContain('£')
  })
})

test('the history tells answers in one line, without money', () => {
  const answers = [
    { lineNo: 1, code: 'NOT_AVAILABLE', packs: 0, ordered: 120, price: 185_000 },
    { lineNo: 2, code: 'ACCEPTED', packs: 24, ordered: 24 },
    { lineNo: 3, code: 'ACCEPTED', packs: 20, ordered: 20 },
    { lineNo: 5, code: 'BACK_ORDER', packs: 100, ordered: 160 },
    { lineNo: 6, code: 'NONSENSE', packs: 1, ordered: 1 },
    'nothing',
  ]
  expect(answersInShort(recordedAnswers(answers))).toBe(
    '2 lines accepted, line 1 not available and line 5 to follow, 100 of 160 packs',
  )
  expect(recordedAnswers(undefined)).toEqual([])
})

test('after an act: on with the decisions, or back to the order', () => {
  expect(afterAnswer({ number: 'A', open: 0 })).toEqual({ redirectTo: '/orders/A' })
  expect(afterAnswer({ number: 'A', open: 1 }).message).toBe(
    'Recorded. 1 line needs a decision: it stands at the top of this page.',
  )
  const read = { number: 'A', answered: 2, open: 0, byHand: [], unknown: [] }
  expect(afterMessage(read)).toEqual({ redirectTo: '/orders/A' })
  expect(afterMessage({ ...read, answered: 0 }).message).toContain('their answer to the lines follows')
  expect(afterMessage({ ...read, byHand: [1, 3], unknown: ['9'] }).message).toBe(
    'Recorded 2 lines. Write down lines 1 and 3 by hand: their message counts in another unit than packs. They also name line 9, not open on this order.',
  )
})
