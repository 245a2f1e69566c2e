import { ok, type Result, refuse } from '#lib/result.ts'
import { addMonths, type LocalDate, londonInstant } from '#lib/values/dates.ts'
import { formatDate, formatDateTime } from '#lib/values/format.ts'

/**
 * When an order was placed by hand, from the day and London time a person wrote down: not before it could leave (to the
 * minute: approved, its requisition signed, its unlicensed medicines approved) and not in the future. Refuses as INVALID on the field to put right.
 */
export function placedAt(written: { on: LocalDate; at: string }, free: Date, now: Date): Result<Date> {
  const at = londonInstant(written.on, written.at)
  const wrong = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'at', message }] })
  if (at > now) return wrong('Enter a time that is not in the future')
  if (at.getTime() < Math.floor(free.getTime() / 60_000) * 60_000) {
    return wrong(`Enter a time after ${formatDateTime(free)}: before it, the order was not allowed to leave`)
  }
  return ok(at)
}

/** Months for which an approval of an unlicensed medicine may count before somebody looks at it again. */
export const REVIEW_MONTHS = 24

/** Whether an approval may run until this day: after today, and not longer than two years. */
export function reviewDay(reviewOn: LocalDate, today: LocalDate): Result<LocalDate> {
  const latest = addMonths(today, REVIEW_MONTHS)
  const wrong = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'reviewOn', message }] })
  if (reviewOn <= today) return wrong('Enter a day after today')
  if (reviewOn > latest) return wrong(`Enter a day up to ${formatDate(latest)}`)
  return ok(reviewOn)
}
