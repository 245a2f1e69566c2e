import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, compareDates, inRange, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'
import { PRICE_SOURCES, type PriceSource } from './on-file.schema.ts'

/** The days of a price on file that stands; `to` null = until further notice. */
export type FiledDays = { id: string; from: LocalDate; to: LocalDate | null }

/** What entering a price does to those on file: some end, some are taken off, and the new one holds from a day to another. */
export type FilingPlan = {
  ends: { id: string; to: LocalDate }[]
  withdraws: string[]
  from: LocalDate
  to: LocalDate | null
}

function invalid(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}

/** Where a price comes from, in the words kept with it: "Quotation Q-4471 of 3 November 2026". */
export function sourceWords(typed: { source: PriceSource; reference: string; sourceOn: LocalDate }): string {
  const { source, reference, sourceOn } = typed
  return `${PRICE_SOURCES[source]}${reference === '' ? '' : ` ${reference}`} of ${formatDate(sourceOn)}`
}

/** What stands on file from a day on, as a text that changes when anything of it does. */
export function standingMark(standing: readonly FiledDays[]): string {
  return standing
    .map(({ id, to }) => `${id}/${to ?? ''}`)
    .sort()
    .join(',')
}

/**
 * How a new price of a pack from a supplier fits among those that stand (none of which overlap): what holds until its
 * first day ends the day before; what begins on that very day is taken off; what begins later stays, and the new one ends
 * before it. The past is never written again. Refuses INVALID by field.
 */
export function planFiling(
  standing: readonly FiledDays[],
  typed: { from: LocalDate; to?: LocalDate | undefined; sourceOn: LocalDate },
  today: LocalDate,
): Result<FilingPlan> {
  const { from } = typed
  if (from < today) return invalid('from', 'Enter today or a later day: what was bought before keeps its price')
  if (typed.to !== undefined && typed.to < from) return invalid('to', 'Enter a last day that is not before the first')
  if (typed.sourceOn > today) return invalid('sourceOn', 'Enter a day of the source that is not to come')
  const next = standing
    .map((one) => one.from)
    .filter((day) => day > from)
    .sort(compareDates)[0]
  const before = next === undefined ? null : addDays(next, -1)
  const to = typed.to !== undefined && (before === null || typed.to < before) ? typed.to : before
  return ok({
    ends: standing
      .filter((one) => one.from < from && inRange(from, one.from, one.to))
      .map(({ id }) => ({ id, to: addDays(from, -1) })),
    withdraws: standing.filter((one) => one.from === from).map(({ id }) => id),
    from,
    to,
  })
}

/** How a price ends: on a day, or, where that is before it begins, by being taken off. */
export type EndPlan = { to: LocalDate } | { withdrawn: true }

/** How a price on file comes to its end. Not before yesterday, and never later than it does already. Refuses INVALID. */
export function planEnd(standing: FiledDays, last: LocalDate, today: LocalDate): Result<EndPlan> {
  if (standing.to !== null && standing.to < today) return invalid('last', `It ended on ${formatDate(standing.to)}`)
  if (last < addDays(today, -1)) return invalid('last', 'Enter yesterday or a later day: what was bought before stays')
  if (standing.to !== null && last >= standing.to) {
    return invalid('last', `It ends on ${formatDate(standing.to)} already: enter an earlier day`)
  }
  return ok(last < standing.from ? { withdrawn: true } : { to: last })
}
