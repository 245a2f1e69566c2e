import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anOrderPage, aPageLine } from '#lib/testing/an-order-page.ts'
import { OrderLines } from './order-lines.tsx'
import { OrderReceipts } from './order-records.tsx'

const open = { id: 'x', code: 'NOT_AVAILABLE' as const, packs: 0, expectedOn: null, price: null, open: true }
const nobody = { close: false, acknowledge: false }
const footOf = (html: string) => /<tfoot.*<\/tfoot>/s.exec(html)?.[0] ?? ''

test('an answer leads to its page only for those who may deal with it', () => {
  const order = anOrderPage({ lines: [aPageLine({ answer: open })] })
  const buyer = renderToStaticMarkup(<OrderLines order={order} may={{ close: true, acknowledge: true }} />)
  expect(buyer).toContain(`href="/orders/${order.number}/acknowledge"`)
  const stores = renderToStaticMarkup(<OrderLines order={order} may={nobody} />)
  expect(stores).not.toContain('href=')
  expect(stores).toContain('Procurement decides')
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
