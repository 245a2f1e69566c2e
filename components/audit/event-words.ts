import { eventWords, isOrderEvent } from '#lib/orders/order/order-events.rules.ts'

/** What an entry of the record is called: an order's event in the trade's words, anything else from its verb. */
export function entryWords(verb: string, data: Record<string, unknown>): string {
  return isOrderEvent(verb) ? eventWords(verb, data) : sentence(verb)
}

/** A code in capitals or with underscores, as a sentence. */
export function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
