import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, compareDates, inRange, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

/** Days from which and to which something is so; `to` null = until further notice. */
export type Dated = { id: string; from: LocalDate; to: LocalDate | null }

/** How something said from a day on fits among what is said already: some of it ends, some is taken off. */
export type DatedPlan = {
  ends: { id: string; to: LocalDate }[]
  withdraws: string[]
  from: LocalDate
  to: LocalDate | null
}

function invalid(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}

/** What stands from a day on, as a text that changes when anything of it does. */
export function standingMark(standing: readonly Dated[]): string {
  return standing
    .map(({ id, to }) => `${id}/${to ?? ''}`)
    .sort()
    .join(',')
}

/**
 * How what is said from a day on fits among what stands (none of which overlaps): what holds until that day ends the day
 * before; what begins on that very day is taken off; what begins later stays, and the new one ends before it. What was so
 * before today is never written again. Refuses INVALID (from).
 */
export function planFrom(standing: readonly Dated[], from: LocalDate, today: LocalDate): Result<DatedPlan> {
  if (from < today) return invalid('from', 'Enter today or a later day: what was so before stays')
  const next = standing
    .map((one) => one.from)
    .filter((day) => day > from)
    .sort(compareDates)[0]
  return ok({
    ends: standing
      .filter((one) => one.from < from && inRange(from, one.from, one.to))
      .map(({ id }) => ({ id, to: addDays(from, -1) })),
    withdraws: standing.filter((one) => one.from === from).map(({ id }) => id),
    from,
    to: next === undefined ? null : addDays(next, -1),
  })
}

/** How something ends: on a day, or, where that is before it begins, by being taken off. */
export type DatedEnd = { to: LocalDate } | { withdrawn: true }

/** How something comes to its end. Not before yesterday, and never later than it does already. Refuses INVALID (last). */
export function planLast(standing: Dated, last: LocalDate, today: LocalDate): Result<DatedEnd> {
  if (standing.to !== null && standing.to < today) return invalid('last', `It ended on ${formatDate(standing.to)}`)
  if (last < addDays(today, -1)) return invalid('last', 'Enter yesterday or a later day: what was so before stays')
  if (standing.to !== null && last >= standing.to) {
    return invalid('last', `It ends on ${formatDate(standing.to)} already: enter an earlier day`)
  }
  return ok(last < standing.from ? { withdrawn: true } : { to: last })
}

/** How something dated stands on a day. */
export type DatedState = 'now' | 'coming' | 'over' | 'withdrawn'

/** How something with days stands on a day. */
export function stateOn(one: { from: LocalDate; to: LocalDate | null; withdrawn: boolean }, on: LocalDate): DatedState {
  if (one.withdrawn) return 'withdrawn'
  if (one.to !== null && one.to < on) return 'over'
  return one.from > on ? 'coming' : 'now'
}
