import { answersInShort, recordedAnswers } from '#lib/orders/order/answer-words.rules.ts'
import { eventWords } from '#lib/orders/order/order-events.rules.ts'
import { formatCounted } from '#lib/values/format.ts'

/** The message that an entry is about: how it went, and to whom or to which portal. */
export type HistoryMessage = { channel: string; recipient: string }

/**
 * What one entry of an order's history says: the event's words and what belongs to it (a comment, packs, a recipient).
 * Reads only plain facts of the record; money stays out, because history is shown to roles that see no prices.
 */
export function historyWords(
  verb: string,
  data: Record<string, unknown>,
  message: HistoryMessage | null = null,
): { words: string; detail: string } {
  const words = eventWords(verb, data)
  const parts = [
    version(data.version),
    capital(answersInShort(recordedAnswers(data.answers))),
    line(data.lineNo),
    typeof data.resolution === 'string' ? (RESOLUTIONS[data.resolution] ?? '') : '',
    text(data.comment ?? data.reason ?? data.note),
    typeof data.packs === 'number' ? formatCounted(data.packs, 'pack') : '',
    Array.isArray(data.lines) ? formatCounted(data.lines.length, 'line') : '',
    message && data.byHand === true ? placed(message) : '',
    data.byHand === true && text(data.reference) !== '' ? `Reference ${text(data.reference)}` : '',
    data.recipient ? `to ${text(data.recipient)}` : '',
    data.with ? `With ${text(data.with)}` : '',
    text(data.receiptNumber),
  ].filter((part) => part !== '')
  return { words, detail: parts.join('. ') }
}

function placed({ channel, recipient }: HistoryMessage): string {
  if (channel === 'phone') return recipient === '' ? 'By phone' : `By phone with ${recipient}`
  return recipient === '' ? 'In their portal' : `In their portal: ${recipient}`
}

const RESOLUTIONS: Record<string, string> = {
  accepted: 'Accepted',
  waiting: 'Waiting for it',
  short_closed: 'Closed',
  ordered_elsewhere: 'Ordered elsewhere',
}

function line(value: unknown): string {
  return typeof value === 'number' ? `Line ${value}` : ''
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function version(value: unknown): string {
  return typeof value === 'number' && value > 1 ? `Version ${value}` : ''
}
