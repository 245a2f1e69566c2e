import { addDays, londonDate, londonInstant, londonTime } from './dates.ts'
import { isWorkingDay, workingDayFrom } from './working-days.ts'

/** The hours of a working day in London, 'HH:MM'; `from` is before `to`. */
export type WorkingHours = { from: string; to: string }

const MINUTE = 60_000

/**
 * The instant so many working minutes after another: Monday to Friday, no bank holiday, within the hours. What begins
 * outside them begins with the next working day's first hour.
 */
export function afterWorkingTime(start: Date, minutes: number, hours: WorkingHours): Date {
  let day = londonDate(start)
  let at = start
  if (!isWorkingDay(day) || londonTime(start) >= hours.to) {
    day = workingDayFrom(isWorkingDay(day) ? addDays(day, 1) : day)
    at = londonInstant(day, hours.from)
  } else if (londonTime(start) < hours.from) at = londonInstant(day, hours.from)
  let left = minutes * MINUTE
  for (;;) {
    const rest = londonInstant(day, hours.to).getTime() - at.getTime()
    if (left <= rest) return new Date(at.getTime() + left)
    left -= rest
    day = workingDayFrom(addDays(day, 1))
    at = londonInstant(day, hours.from)
  }
}
