import { addDays, addMonths, type LocalDate, localDate } from '#lib/values/dates.ts'

/** A batch of a pack, as printed on it. */
export type Batch = { batch: string; expiry: LocalDate }

/**
 * The batch a pack's maker makes in the month of a day: one number and one expiry date, whoever gets it. The number comes
 * from the pack's made-up id and the month, so that no two packs share one; it is kept for 22 months.
 */
export function batchOf(amppId: string, day: LocalDate): Batch {
  const month = day.slice(0, 7)
  const stem = Number(amppId.slice(1, 6)).toString(36).toUpperCase()
  return {
    batch: `${stem}${month.slice(2).replace('-', '')}A`,
    expiry: addDays(addMonths(localDate(`${month}-01`), 22), -1),
  }
}
