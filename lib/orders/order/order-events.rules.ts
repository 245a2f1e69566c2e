/**
 * What can happen to an order, as its history and audit record it. One list for the commands that write it and the
 * timeline that reads it. Payloads carry amounts in pence, packs, line ids, person ids; no names.
 */
export const ORDER_EVENTS = {
  SUBMITTED: 'Submitted',
  PASSED: 'Passed by itself: on contract and within the limit',
  COUNTED_TOGETHER: 'Counted with a later order of the day',
  APPROVED: 'Approved',
  RETURNED: 'Returned',
  REJECTED: 'Rejected',
  DISAGREED: 'Disagreed with afterwards',
  REMINDED: 'Reminded: nobody has decided yet',
  ESCALATED: 'Taken further up: nobody decided in time',
  WITHDRAWN: 'Taken back',
  QUEUED: 'Waiting to be sent',
  SENT: 'Sent',
  SENDING_FAILED: 'Could not be sent',
  NEEDS_CHECKING: 'Unknown whether it arrived',
  SETTLED: 'Sending settled',
  REQUISITION_WRITTEN: 'Requisition written, to be signed',
  REQUISITION_SIGNED: 'Requisition signed',
  UNLICENSED_APPROVED: 'Unlicensed medicine approved',
  ACKNOWLEDGED: 'Supplier answered',
  RESOLVED: 'Answer dealt with',
  RECEIVED: 'Delivery booked in',
  REVERSED: 'Receipt reversed',
  OVER_DECIDED: 'Over-delivery decided',
  CD_REGISTERED: 'Entered in the controlled drugs register',
  QUARANTINE_DECIDED: 'Quarantined packs decided on',
  CANCELLED: 'Cancelled',
  CANCEL_ASKED: 'Cancellation asked for',
  CANCEL_ANSWERED: 'Cancellation answered',
  SHORT_CLOSED: 'Remainder closed',
  AMENDED: 'Changed after sending',
  AMENDMENT_DROPPED: 'The change was dropped: the order stands as sent',
  CLOSED: 'Closed',
  REOPENED: 'Opened again',
} as const

/** A verb of an order's history. */
export type OrderEvent = keyof typeof ORDER_EVENTS

/** Whether a verb of the record is one of an order's. */
export function isOrderEvent(verb: string): verb is OrderEvent {
  return verb in ORDER_EVENTS
}

/** What an event is called, with what is known of it: an emergency that went at once did not pass by itself. */
export function eventWords(verb: string, data: Record<string, unknown>): string {
  if (verb === 'PASSED' && data.emergency === true && Array.isArray(data.afterwards) && data.afterwards.length > 0)
    return 'Let go at once as an emergency, to be agreed to afterwards'
  if (verb === 'QUARANTINE_DECIDED' && typeof data.outcome === 'string')
    return DECIDED[data.outcome] ?? ORDER_EVENTS[verb]
  return isOrderEvent(verb) ? ORDER_EVENTS[verb] : verb
}

const DECIDED: Readonly<Record<string, string>> = {
  release: 'Released from quarantine to stock',
  return: 'Sent back to the supplier from quarantine',
  destroy: 'Destroyed from quarantine',
}
