import { keyOf } from '#lib/key-of.ts'

/** Longest Idempotency-Key that is taken. */
export const LONGEST_KEY = 255

/** Whether a header can be a key: visible characters, not too many. */
export function isIdempotencyKey(text: string | null): text is string {
  return text !== null && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && text.length <= LONGEST_KEY
}

/**
 * The command's key of a request, from who asks, what, and their own key, so
 * that the same key at another path or of another person is another key.
 */
export function commandKeyOf(personId: string, method: string, path: string, key: string): string {
  return keyOf(personId, method, path, key)
}
