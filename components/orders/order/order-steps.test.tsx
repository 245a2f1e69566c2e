import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anOrderPage } from '#lib/testing/an-order-page.ts'
import { OrderSteps } from './order-steps.tsx'

const steps = (order: Parameters<typeof anOrderPage>[0]) =>
  [...renderToStaticMarkup(<OrderSteps order={anOrderPage(order)} />).matchAll(/<li.*?<\/li>/gs)].map(([item]) =>
    item
      .replace(/<\/(h3|p)>/g, '. ')
      .replace(/<[^>]+>/g, '')
      .replaceAll('\u00a0', ' ')
      .trim(),
  )

const decided = { retrospective: false, dueAt: null, decidedAt: new Date('2026-11-20T14:10:00Z'), comment: 'Fewer' }

test('a returned order says who returned it, and that nobody is asked until it is submitted again', () => {
  const [raise, approve, send] = steps({
    ...{ status: 'returned', submittedAt: new Date('2026-11-20T09:00:00Z'), approvedAt: null, sentAt: null },
    approvals: [
      { ...decided, role: 'pharmacist', state: 'approved', by: 'Priya Nair' },
      { ...decided, role: 'lead', state: 'returned', by: 'Tom Bright' },
      { ...decided, role: 'chief', state: 'lapsed', by: null, decidedAt: null },
    ],
    transmissions: [],
  })
  expect(raise).toMatch(/^Raise, in part\. To be changed/)
  expect(approve).toMatch(/^Approve, not started\. Returned .*2:10pm\. Tom Bright\. Asked again once it is submitted/)
  expect(send).toMatch(/^Send, not started\. Not yet/)
})

test('an order that waits says how many decisions are open', () => {
  const [, approve] = steps({
    ...{ status: 'awaiting_approval', approvedAt: null, sentAt: null },
    approvals: [{ ...decided, role: 'lead', state: 'waiting', by: null, decidedAt: null }],
  })
  expect(approve).toMatch(/^Approve, in part\. 1 decision open/)
})
