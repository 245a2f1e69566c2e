import { ORDER_EVENTS, type OrderEvent } from '#lib/orders/order/order-events.rules.ts'
import { pence, penceAsDecimal } from '#lib/values/money.ts'

type OrderType = `order.${Lowercase<OrderEvent>}`

const OF_ORDERS = Object.fromEntries(
  Object.entries(ORDER_EVENTS).map(([verb, name]) => [`order.${verb.toLowerCase()}`, name]),
) as Record<OrderType, string>

/**
 * What another system may follow: the closed list of public events with what each says, in words. They stand on the
 * record (audit_event): `order.submitted` is SUBMITTED of an order.
 */
export const EVENT_TYPES = {
  ...OF_ORDERS,
  'receipt.received': 'Delivery booked in',
  'receipt.reversed': 'Receipt reversed',
  'receipt.over_decided': 'Over-delivery decided',
  'stock.counted': 'Stock counted',
  'stock.usage_recorded': 'Usage recorded',
} as const satisfies Record<string, string>

/** A type of event. */
export type EventType = keyof typeof EVENT_TYPES

/** A type of event in words; the type itself where it is no longer on the list. */
export function eventTypeWords(type: string): string {
  return Object.hasOwn(EVENT_TYPES, type) ? EVENT_TYPES[type as EventType] : type
}

/** All types. */
export const EVENT_TYPE_LIST = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]

/** The documents of the record whose events are public. */
export const PUBLIC_DOCUMENTS = ['order', 'receipt', 'stock'] as const

/** The type of a row of the record; null where it is not public. */
export function eventTypeOf(document: string, verb: string): EventType | null {
  const type = `${document}.${verb.toLowerCase()}`
  return Object.hasOwn(EVENT_TYPES, type) ? (type as EventType) : null
}

/** What is told of an event beside what it is about: no names, no free text, money only to who sees prices. */
export type EventData = {
  version?: number
  gross?: string
  packs?: number
  line?: number
  receipt?: string
  role?: string
  code?: string
  resolution?: string
  channel?: string
  accepted?: number
  rejected?: number
  over?: number
}

const COUNTS = {
  version: 'version',
  packs: 'packs',
  lineNo: 'line',
  accepted: 'accepted',
  rejected: 'rejected',
  over: 'over',
} as const
const WORDS = {
  receiptNumber: 'receipt',
  role: 'role',
  code: 'code',
  resolution: 'resolution',
  channel: 'channel',
} as const

/** The public part of what the record holds. Codes pass; whatever a person may have typed does not. */
export function eventData(data: Record<string, unknown>, sees: { prices: boolean }): EventData {
  const told: EventData = {}
  for (const [from, to] of Object.entries(COUNTS)) {
    const value = data[from]
    if (Number.isSafeInteger(value)) told[to] = value as number
  }
  for (const [from, to] of Object.entries(WORDS)) {
    const value = data[from]
    if (typeof value === 'string' && /^[\w-]{1,40}$/.test(value)) told[to] = value
  }
  if (sees.prices && Number.isSafeInteger(data.gross)) told.gross = penceAsDecimal(pence(data.gross as number))
  return told
}
