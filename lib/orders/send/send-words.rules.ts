import { formatDateTime, formatList, formatWhen } from '#lib/values/format.ts'
import { holdWords } from '../order/hold-words.rules.ts'
import type { OrderStatus } from '../order/order.status.ts'
import type { Hold } from '../order/transmission.rules.ts'
import type { Channel, TransmissionKind, TransmissionStatus } from '../order/transmission.status.ts'

/** What the opening sentence looks at. */
export type SendState = {
  status: OrderStatus
  version: number
  supplier: { name: string }
  sentAt: Date | null
  holds: readonly Hold[]
  mailServerSet: boolean
  /** The reader may send it and write down that it was placed. */
  maySend: boolean
  messages: readonly {
    kind: TransmissionKind
    version: number
    channel: Channel
    status: TransmissionStatus
    sentAt: Date | null
    nextAttemptAt: Date | null
    attempts: number
  }[]
}

/** The sentence that the page of sending opens with: how it stands, and what comes next. */
export function sendSentence(state: SendState, now: Date): string {
  const { supplier, holds, status } = state
  if (holds.length > 0) {
    const what = formatList(holds.map(holdWords))
    return status === 'approved'
      ? `Approved, but it waits for ${what}.`
      : `Not approved yet. Then it will also need ${what}.`
  }
  const message = state.messages.find((one) => one.kind !== 'cancellation' && one.version === state.version)
  if (!message) return unqueued(state)
  switch (message.status) {
    case 'queued':
      return queued(state, message, now)
    case 'sending':
      return `Being handed to the mail server for ${supplier.name}.`
    case 'sent':
      return sent(state, message.sentAt, message.channel, now)
    case 'failed':
      return state.maySend
        ? `It did not go to ${supplier.name}. Send it again, or place it by phone and write that down.`
        : `It did not go to ${supplier.name}. Procurement sends it again, or places it by phone.`
    case 'needs_checking':
      return `Nobody knows whether ${supplier.name} has this order. Ask them; it is not sent again by itself.`
    case 'withdrawn':
      return 'It was taken back before it left.'
  }
}

function unqueued({ status, sentAt, supplier }: SendState): string {
  if (status === 'approved') return 'Approved, and nothing holds it any more. Send it.'
  if (sentAt) return `Sent to ${supplier.name} on ${formatDateTime(sentAt)}.`
  return status === 'draft' || status === 'awaiting_approval' || status === 'returned'
    ? `Not approved yet. Nothing goes to ${supplier.name} before.`
    : `Nothing was sent to ${supplier.name}.`
}

function queued(state: SendState, message: SendState['messages'][number], now: Date): string {
  const name = state.supplier.name
  if (message.channel !== 'email' && !state.maySend) {
    return `Procurement has still to place it with ${name}, ${message.channel === 'phone' ? 'by phone' : 'in their portal'}.`
  }
  if (message.channel === 'phone') return `Place this order with ${name} by phone, then write it down here.`
  if (message.channel === 'portal') return `Place this order in the portal of ${name}, then write it down here.`
  if (message.attempts === 0 || !message.nextAttemptAt) return `On its way to ${name}: it leaves within a minute.`
  return `The mail server did not take it. The next try is at ${formatWhen(message.nextAttemptAt, now)}.`
}

function sent(state: SendState, at: Date | null, by: Channel, now: Date): string {
  if (by === 'email' && !state.mailServerSet) {
    return `Kept in the outgoing folder: no mail server is set, so ${state.supplier.name} did not get it.`
  }
  return `Sent to ${state.supplier.name}${at ? `, ${formatWhen(at, now)}` : ''}.`
}
