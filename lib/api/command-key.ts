import { createHash } from 'node:crypto'

/** Longest Idempotency-Key that is taken. */
export const LONGEST_KEY = 255

/** Whether a header can be a key: visible characters, not too many. */
export function isIdempotencyKey(text: string | null): text is string {
  return text !== null && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && text.length <= LONGEST_KEY
}

/**
 * The command's key of a request: a UUID (version 8, RFC 9562) from SHA-256 over who asks, what, and their own key, so
 * that the same key at another path or of another person is another key.
 */
export function commandKeyOf(personId: string, method: string, path: string, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([personId, method, path, key]))
    .digest()
  const bytes = digest.subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
