import { addDays, type LocalDate, londonDate, londonTime } from '#lib/values/dates.ts'
import { workingDayFrom } from '#lib/values/working-days.ts'

/**
 * The day a delivery is to be expected: lead days are working days (Monday to Friday, no bank holiday), counted from the
 * day of sending, or from the next one when the order left after the supplier's cut-off ('HH:MM' London time).
 */
export function expectedOn(sentAt: Date, leadDays: number, cutOff: string | null): LocalDate {
  const sentOn = londonDate(sentAt)
  const late = cutOff !== null && londonTime(sentAt) > cutOff
  let day = workingDayFrom(late ? addDays(sentOn, 1) : sentOn)
  for (let left = leadDays; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1))
  return day
}
