import { addDays, type LocalDate, londonDate, londonTime, weekday } from '#lib/values/dates.ts'

function workingDay(date: LocalDate): LocalDate {
  const day = weekday(date)
  return day === 6 ? addDays(date, 2) : day === 7 ? addDays(date, 1) : date
}

/**
 * The day a delivery is to be expected: lead days are Mondays to Fridays, counted from the day of sending, or from the
 * next one when the order left after the supplier's cut-off ('HH:MM' London time). Bank holidays are not known here.
 */
export function expectedOn(sentAt: Date, leadDays: number, cutOff: string | null): LocalDate {
  const sentOn = londonDate(sentAt)
  const late = cutOff !== null && londonTime(sentAt) > cutOff
  let day = workingDay(late ? addDays(sentOn, 1) : sentOn)
  for (let left = leadDays; left > 0; left -= 1) day = workingDay(addDays(day, 1))
  return day
}
