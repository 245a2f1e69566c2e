import { describe, expect, test } from 'vitest'
import { lineWords } from '#lib/orders/order/line-words.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import { aPageLine as line, anOrderPage as order } from '#lib/testing/an-order-page.ts'
import { localDate } from '#lib/values/dates.ts'
import { agreedAfterwards, countedLines, orderSentence, samePacks } from './order-words.ts'

const NOW = new Date('2026-11-23T14:30:00Z')

const approval = (more: Partial<OrderPage['approvals'][number]>): OrderPage['approvals'][number] => ({
  role: 'lead',
  step: 1,
  named: false,
  who: { title: 'Procurement lead', inSentence: 'the procurement lead' },
  state: 'waiting',
  retrospective: true,
  dueAt: null,
  by: null,
  inPlaceOf: null,
  decidedAt: null,
  comment: '',
  ...more,
})

describe('a line', () => {
  test('whose supplier offers another pack says so, and never that it is to follow', () => {
    const offered = line({
      progress: { state: 'other_pack', outstanding: 20, acknowledged: 0, daysLate: 0 },
      answer: {
        id: 'x',
        code: 'SUBSTITUTE_OFFERED',
        packs: 16,
        expectedOn: localDate('2026-11-30'),
        price: null,
        open: true,
      },
    })
    expect(lineWords({ ...offered, sent: true })).toEqual({
      shape: 'changed',
      words: 'Another pack offered',
      more: 'Take it, or order elsewhere',
    })
    expect(orderSentence(order({ lines: [offered] }), NOW, true)).toBe(
      'Calder offers another pack of Adenosine 6mg injection. 20 packs outstanding.',
    )
  })

  test('that another one replaced is not counted; packs of different contents are not added up', () => {
    const replaced = line({ state: 'superseded', closed: 20 })
    const six = line({ id: 'b', lineNo: 2, packText: '6 vials', unitsMilli: 6000 })
    expect(countedLines({ lines: [replaced, six] })).toEqual([six])
    expect(samePacks([line(), line({ id: 'c' })])).toBe(true)
    expect(samePacks([line(), six])).toBe(false)
    expect(samePacks([line(), line({ unitName: 'ml' })])).toBe(false)
  })
})

describe('the sentence of an order', () => {
  test.each([
    [1, 1, 'The line is late.'],
    [3, 3, 'All 3 lines are late.'],
    [1, 3, '1 of 3 lines is late.'],
    [2, 3, '2 of 3 lines are late.'],
  ])('says that %i of %i lines are late in words', (lateLines, lines, says) => {
    const late = order({ progress: { ...order().progress, lateLines, lines } })
    expect(orderSentence(late, NOW, true).startsWith(says)).toBe(true)
  })

  test('says what a held order waits for', () => {
    const held = order({ status: 'approved', sentAt: null, holds: [{ code: 'REQUISITION' }] })
    expect(orderSentence(held, NOW, true)).toBe('Approved, but held: it waits for its signed requisition.')
  })

  test('asks only those to place it who can write it down', () => {
    const message = {
      id: 't',
      kind: 'order',
      version: 1,
      channel: 'portal',
      status: 'queued',
      recipient: '',
      queuedAt: NOW,
      sentAt: null,
      lastError: '',
    }
    const waiting = order({ status: 'approved', sentAt: null, transmissions: [message] })
    expect(orderSentence(waiting, NOW, true)).toBe(
      'Approved. Place it with Calder in their portal and write down when.',
    )
    expect(orderSentence(waiting, NOW, false)).toBe(
      'Approved. Procurement has still to place it with Calder, in their portal.',
    )
  })
})

test('an emergency was sent first; who agreed, and when, comes afterwards', () => {
  expect(agreedAfterwards([approval({})], true)).toEqual({
    state: 'part',
    when: 'Sent as an emergency',
    what: '1 decision still due',
  })
  expect(agreedAfterwards([approval({})], false).when).toBe('Let go as an emergency')
  const decidedAt = new Date('2026-11-23T09:05:00Z')
  expect(agreedAfterwards([approval({ state: 'approved', by: 'Priya', decidedAt })], true)).toEqual({
    state: 'done',
    when: 'Sent as an emergency',
    what: 'Agreed to afterwards by Priya, 23 November, 9:05am',
  })
  expect(agreedAfterwards([approval({ state: 'rejected', by: 'Priya', decidedAt })], true).what).toMatch(
    /^Priya did not agree, /,
  )
})
