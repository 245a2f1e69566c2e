const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long is waited after each failed try. After the last one a delivery is given up; it can be sent again by hand. */
const WAITS = [
  ...[10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR],
]

/** A webhook that fails so long without one success in between is stopped. */
export const FAILING_DAYS = 3

/** Deliveries that are over and were made before this are taken away; for so many days the trust keeps them. */
export function keptFrom(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * HOUR)
}

/** When a delivery that has failed so many times is tried again; null = given up. */
export function nextTry(attempts: number, now: Date): Date | null {
  const wait = WAITS[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait)
}

/** Whether a webhook that fails since then is to be stopped. */
export function isToStop(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= FAILING_DAYS * 24 * HOUR
}

/** Whether an answer says that the delivery was taken. */
export function wasTaken(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300
}
