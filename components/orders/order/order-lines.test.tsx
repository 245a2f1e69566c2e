import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anOrderPage, aPageLine } from '#lib/testing/an-order-page.ts'
import { localDate } from '#lib/values/dates.ts'
import { formatPercent } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import { OrderFacts } from './order-facts.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderReceipts } from './order-records.tsx'
import { orderSentence } from './order-words.ts'

const open = { id: 'x', code: 'NOT_AVAILABLE' as const, packs: 0, expectedOn: null, price: null, open: true }
const nobody = { close: false, acknowledge: false, again: false }
const footOf = (html: string) => /<tfoot.*<\/tfoot>/s.exec(html)?.[0] ?? ''

test('an answer leads to its page only for those who may deal with it', () => {
  const order = anOrderPage({ lines: [aPageLine({ answer: open })] })
  const buyer = renderToStaticMarkup(<OrderLines order={order} may={{ close: true, acknowledge: true, again: true }} />)
  expect(buyer).toContain(`href="/orders/${order.number}/acknowledge"`)
  const stores = renderToStaticMarkup(<OrderLines order={order} may={nobody} />)
  expect(stores).not.toContain('href=')
  expect(stores).toContain('Procurement decides')
})

test('packs that came and left again are not complete: how many, when and why, and a way to order them again', () => {
  const back = {
    ...{ id: 'q', packs: 20, outcome: 'return' as const, on: localDate('2026-11-23'), reason: 'Too warm' },
    ...{ variance: 'COLD_CHAIN_BREACH', by: 'Priya Nair', receiptNumber: 'GRN-1', again: null },
  }
  const progress = { state: 'complete' as const, outstanding: 0, acknowledged: 20, daysLate: 0 }
  const line = aPageLine({ received: 20, progress, wentBack: [back] })
  const money = { net: pence(2000), carriage: pence(0), vat: pence(0), gross: pence(2000) }
  const order = anOrderPage({
    ...{ status: 'closed', closedAt: new Date('2026-11-22T10:00:00Z'), lines: [line] },
    money: { ...money, received: pence(2000), back: pence(2000) },
  })
  const buyer = renderToStaticMarkup(<OrderLines order={order} may={{ ...nobody, again: true }} />)
  expect(buyer).toContain('Received, 20 packs sent back')
  expect(buyer).toContain('23 November 2026: Too warm')
  expect(buyer).toContain('0 kept')
  expect(buyer).toContain('href="#went-back"')
  expect(buyer).not.toContain('Everything came')
  expect(orderSentence(order, new Date('2026-11-23T14:30:00Z'), true)).toContain(
    '20 packs sent back after they came, not ordered again yet.',
  )
  const facts = renderToStaticMarkup(<OrderFacts order={order} />)
  expect(facts).toContain('0% of the value. £20.00 came, £20.00 left again'.replace('0%', formatPercent(0, 2000)))
})

test('a line bought beside a contract says which contract was passed by, never that it is bought on it', () => {
  const line = aPageLine({ contractState: 'OFF_CONTRACT', contractReference: 'CM/PHG/99/0001' })
  const order = anOrderPage({ lines: [line] })
  expect(renderToStaticMarkup(<OrderLines order={order} may={nobody} />)).toContain('Instead of CM/PHG/99/0001')
  expect(renderToStaticMarkup(<OrderFacts order={order} />)).toContain('Instead of CM/PHG/99/0001')
  const on = anOrderPage({ lines: [{ ...line, contractState: 'ON_CONTRACT' }] })
  expect(renderToStaticMarkup(<OrderLines order={on} may={nobody} />)).not.toContain('Instead of')
})

test('the totals leave out what was replaced, and never add up packs of different contents', () => {
  const replaced = aPageLine({ state: 'superseded', ordered: 70, closed: 70 })
  const same = anOrderPage({
    lines: [replaced, aPageLine({ id: 'b', ordered: 20 }), aPageLine({ id: 'c', ordered: 4 })],
  })
  const foot = footOf(renderToStaticMarkup(<OrderLines order={same} may={nobody} />))
  expect(foot).toContain('2 lines')
  expect(foot).toContain('>24<')
  const mixed = anOrderPage({ lines: [aPageLine(), aPageLine({ id: 'b', unitsMilli: 6000, packText: '6 vials' })] })
  const other = footOf(renderToStaticMarkup(<OrderLines order={mixed} may={nobody} />))
  expect(other).toContain('2 lines, of packs that hold different amounts')
  expect(other).not.toContain('>40<')
})

test('whoever raised an order is told why they do not book it in; notes are links for those who may open them', () => {
  const receipts = [
    {
      id: 'r',
      number: 'GRN-1',
      receivedAt: new Date(0),
      receivedBy: 'Joe',
      packs: 2,
      reversed: false,
      reversal: false,
    },
  ]
  const own = renderToStaticMarkup(<OrderReceipts order={anOrderPage()} own linked />)
  expect(own).toContain('somebody else books it in')
  expect(renderToStaticMarkup(<OrderReceipts order={anOrderPage()} own={false} linked />)).not.toContain('somebody')
  const notes = anOrderPage({ receipts })
  expect(renderToStaticMarkup(<OrderReceipts order={notes} own={false} linked />)).toContain('href="/deliveries/GRN-1"')
  expect(renderToStaticMarkup(<OrderReceipts order={notes} own={false} linked={false} />)).not.toContain('href=')
})
