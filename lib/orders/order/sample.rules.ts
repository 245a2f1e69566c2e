/** How many in a hundred are looked at where a trust never said otherwise: about ten orders a week where two hundred pass, which one person looks at in an hour. */
export const DEFAULT_SAMPLE = 5

/**
 * Whether an order is among so many of a hundred. `mac` is a code over the order and its version under the audit's key,
 * which nobody who raises orders has: always the same answer for one order, and none that could be foretold.
 */
export function isPicked(mac: Uint8Array, rate: number): boolean {
  const number = (mac[0] ?? 0) * 2 ** 24 + (mac[1] ?? 0) * 2 ** 16 + (mac[2] ?? 0) * 2 ** 8 + (mac[3] ?? 0)
  return number * 100 < rate * 2 ** 32
}
