import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ORDER_STATUSES } from '../order/order.status.ts'
import { CHANNELS, TRANSMISSION_STATUSES } from '../order/transmission.status.ts'
import { type SendState, sendSentence } from './send-words.rules.ts'

const NOW = new Date('2026-11-23T14:30:00Z')
const message = (more: Partial<SendState['messages'][number]> = {}): SendState['messages'][number] => ({
  kind: 'order',
  version: 1,
  channel: 'email',
  status: 'queued',
  sentAt: null,
  nextAttemptAt: NOW,
  attempts: 0,
  ...more,
})
const state = (more: Partial<SendState> = {}): SendState => ({
  status: 'approved',
  version: 1,
  supplier: { name: 'Meridian' },
  sentAt: null,
  holds: [],
  mailServerSet: true,
  maySend: true,
  messages: [],
  ...more,
})

test.each([
  [state({ holds: [{ code: 'REQUISITION' }] }), 'Approved, but it waits for its signed requisition.'],
  [
    state({ status: 'awaiting_approval', holds: [{ code: 'REQUISITION' }] }),
    'Not approved yet. Then it will also need its signed requisition.',
  ],
  [state({ messages: [message()] }), 'On its way to Meridian: it leaves within a minute.'],
  [
    state({ messages: [message({ channel: 'phone' })] }),
    'Place this order with Meridian by phone, then write it down here.',
  ],
  [
    state({ maySend: false, messages: [message({ channel: 'phone' })] }),
    'Procurement has still to place it with Meridian, by phone.',
  ],
  [
    state({ maySend: false, messages: [message({ channel: 'portal' })] }),
    'Procurement has still to place it with Meridian, in their portal.',
  ],
  [
    state({ messages: [message({ attempts: 2, nextAttemptAt: new Date('2026-11-23T14:31:00Z') })] }),
    'The mail server did not take it. The next try is at 2:31pm.',
  ],
  [state({ status: 'sent', messages: [message({ status: 'sent', sentAt: NOW })] }), 'Sent to Meridian, 2:30pm.'],
  [
    state({ status: 'sent', mailServerSet: false, messages: [message({ status: 'sent', sentAt: NOW })] }),
    'Kept in the outgoing folder: no mail server is set, so Meridian did not get it.',
  ],
  [
    state({ messages: [message({ status: 'needs_checking' })] }),
    'Nobody knows whether Meridian has this order. Ask them; it is not sent again by itself.',
  ],
  [state(), 'Approved, and nothing holds it any more. Send it.'],
  [state({ status: 'draft' }), 'Not approved yet. Nothing goes to Meridian before.'],
])('%#', (of, sentence) => expect(sendSentence(of, NOW)).toBe(sentence))

test('there is always a sentence, and it asks for nothing and shouts at nobody', () => {
  const any = fc.record({
    status: fc.constantFrom(...ORDER_STATUSES),
    version: fc.constant(1),
    supplier: fc.constant({ name: 'Meridian' }),
    sentAt: fc.option(fc.constant(NOW), { nil: null }),
    holds: fc.constantFrom([], [{ code: 'NO_WAY_TO_SEND' as const, why: 'no_account' as const }]),
    maySend: fc.boolean(),
    mailServerSet: fc.boolean(),
    messages: fc.array(
      fc.record({
        kind: fc.constantFrom('order' as const, 'cancellation' as const),
        version: fc.constantFrom(1, 2),
        channel: fc.constantFrom(...CHANNELS),
        status: fc.constantFrom(...TRANSMISSION_STATUSES),
        sentAt: fc.option(fc.constant(NOW), { nil: null }),
        nextAttemptAt: fc.option(fc.constant(NOW), { nil: null }),
        attempts: fc.nat(8),
      }),
      { maxLength: 3 },
    ),
  })
  fc.assert(
    fc.property(any, (of) => {
      const sentence = sendSentence(of, NOW)
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/!|please|successfully|undefined|null/i)
    }),
  )
})
