/** Rows up to which a list is made while one waits; the worker makes longer ones. */
export const MOST_AT_ONCE = 5_000

/** Rows of the longest file there is: a sheet holds 1,048,576 with its head (Excel's limit). */
export const MOST_ROWS = 1_000_000

/** Files of one person that may be waiting or made at a time. */
export const MOST_UNDER_WAY = 3

/** Till when a file is kept that was asked for, or was ready, at this moment; so many days are the trust's to set. */
export function keptUntil(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000)
}
