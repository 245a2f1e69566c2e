/** Between what and what a trust may choose how many hours a one-time password works that nobody used. */
export const ONE_TIME_HOURS = [1, 168] as const

const HOUR_MS = 3_600_000

/** The moment from which a one-time password, given at `since`, opens nothing any more. */
export function oneTimeEnds(since: Date, hours: number): Date {
  return new Date(since.getTime() + hours * HOUR_MS)
}

/** Whether it is past its hours. Its last moment is the first at which it is. */
export function isOneTimeOver(since: Date, hours: number, now: Date): boolean {
  return now >= oneTimeEnds(since, hours)
}
