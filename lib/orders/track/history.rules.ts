import { isOrderEvent, ORDER_EVENTS } from '#lib/orders/order/order.events.ts'
import { formatCounted } from '#lib/values/format.ts'

/**
 * What one entry of an order's history says: the event's words and what belongs to it (a comment, packs, a recipient).
 * Reads only plain facts of the record; money stays out, because history is shown to roles that see no prices.
 */
export function historyWords(verb: string, data: Record<string, unknown>): { words: string; detail: string } {
  const words = isOrderEvent(verb) ? ORDER_EVENTS[verb] : verb
  const parts = [
    version(data.version),
    text(data.comment ?? data.reason ?? data.note),
    typeof data.packs === 'number' ? formatCounted(data.packs, 'pack') : '',
    Array.isArray(data.lines) ? formatCounted(data.lines.length, 'line') : '',
    data.recipient ? `to ${text(data.recipient)}` : '',
    text(data.receiptNumber),
  ].filter((part) => part !== '')
  return { words, detail: parts.join('. ') }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function version(value: unknown): string {
  return typeof value === 'number' && value > 1 ? `Version ${value}` : ''
}
