import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anOrderPage } from '#lib/testing/an-order-page.ts'
import { OrderSteps } from './order-steps.tsx'
import { orderSentence } from './order-words.ts'

const steps = (order: Parameters<typeof anOrderPage>[0]) =>
  [...renderToStaticMarkup(<OrderSteps order={anOrderPage(order)} />).matchAll(/<li.*?<\/li>/gs)].map(([item]) =>
    item
      .replace(/<\/(h3|p)>/g, '. ')
      .replace(/<[^>]+>/g, '')
      .replaceAll('\u00a0', ' ')
      .trim(),
  )

const who = { title: 'Procurement lead', inSentence: 'the procurement lead' }
const decided = {
  step: 1,
  named: false,
  who,
  retrospective: false,
  dueAt: null,
  decidedAt: new Date('2026-11-20T14:10:00Z'),
  comment: 'Fewer',
}

test('a returned order says who returned it, and that nobody is asked until it is submitted again', () => {
  const [raise, approve, send] = steps({
    ...{ status: 'returned', submittedAt: new Date('2026-11-20T09:00:00Z'), approvedAt: null, sentAt: null },
    approvals: [
      { ...decided, role: 'pharmacist', state: 'approved', by: 'Priya Nair', inPlaceOf: null },
      { ...decided, role: 'lead', state: 'returned', by: 'Tom Bright', inPlaceOf: null },
      { ...decided, role: 'chief', state: 'lapsed', by: null, inPlaceOf: null, decidedAt: null },
    ],
    transmissions: [],
  })
  expect(raise).toMatch(/^Raise, in part\. To be changed/)
  expect(approve).toMatch(/^Approve, not started\. Returned .*2:10pm\. Tom Bright\. Asked again once it is submitted/)
  expect(send).toMatch(/^Send, not started\. Not yet/)
})

test('a changed order says when its own version left, and that its supplier has not answered that one', () => {
  const message = { status: 'sent', channel: 'email', recipient: '', queuedAt: new Date(0), lastError: '' }
  const changed = {
    ...{ version: 2, acknowledgedAt: new Date('2026-11-20T13:00:00Z'), sentAt: new Date('2026-11-20T11:00:00Z') },
    transmissions: [
      { ...message, id: 'b', kind: 'change', version: 2, sentAt: new Date('2026-11-23T10:05:00Z') },
      { ...message, id: 'a', kind: 'order', version: 1, sentAt: new Date('2026-11-20T11:00:00Z') },
    ],
    progress: { ...anOrderPage().progress, answered: 0, headline: 'Sent' as const },
  }
  const [, , send, acknowledge] = steps(changed)
  expect(send).toMatch(/^Send, done\. .*23 Nov.*10:05am\. By e-mail, version 2/)
  expect(acknowledge).toMatch(/Version 2 not answered yet/)
  expect(orderSentence(anOrderPage(changed), new Date('2026-11-23T14:00:00Z'), true)).toContain(
    'No answer to the change yet.',
  )
})

test('an order that waits says how many decisions are open', () => {
  const [, approve] = steps({
    ...{ status: 'awaiting_approval', approvedAt: null, sentAt: null },
    approvals: [{ ...decided, role: 'lead', state: 'waiting', by: null, inPlaceOf: null, decidedAt: null }],
  })
  expect(approve).toMatch(/^Approve, in part\. 1 decision open/)
})
