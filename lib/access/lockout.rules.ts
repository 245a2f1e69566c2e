/** Wrong passwords in a row before an account has to wait. */
export const FREE_TRIES = 5
/** The longest wait. */
export const LONGEST_WAIT_MINUTES = 15

/**
 * Minutes an account waits after this many tries in a row without a right password: none before the fifth, then
 * 1, 2, 4, 8 and at most 15 (NCSC: throttle with growing delays rather than lock for good).
 */
export function waitMinutes(tries: number): number {
  if (tries < FREE_TRIES) return 0
  return Math.min(2 ** Math.min(tries - FREE_TRIES, 10), LONGEST_WAIT_MINUTES)
}

/** Until when the account waits, or null when it need not. */
export function lockedUntil(tries: number, now: Date): Date | null {
  const minutes = waitMinutes(tries)
  return minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000)
}

/**
 * So many accounts whose last sign-in from one address failed in this time, and others have to wait there. It counts
 * accounts, not tries, and whoever gets in after all does not count: a hospital behind one address may mistype as it
 * likes, and one password tried on everybody's account ends here. How often one account is tried is the rule above.
 */
export const MOST_FAILED_ACCOUNTS = 100
export const FAILED_MINUTES = 60
