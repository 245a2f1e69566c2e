import { isOver } from '#lib/orders/order/decide.rules.ts'
import { addDays, londonDate, londonInstant, londonTime } from '#lib/values/dates.ts'
import { formatDuration, formatWhen } from '#lib/values/format.ts'
import { workingDayFrom } from '#lib/values/working-days.ts'

/** What decides by when an approval should be given. */
export type Deadline = {
  retrospective: boolean
  askedAt: Date
  dueAt: Date | null
  emergency: boolean
  /** The supplier's cut-off, 'HH:MM' in London; null where none is known. */
  cutOff: string | null
}

/** By when to decide, and what is at stake: the day's cut-off, an emergency, the hours to agree afterwards, or nothing any more. */
export type DecideBy = { at: Date; why: 'cut_off' | 'at_once' | 'afterwards' | 'last_day' | 'over' }

/**
 * By when an approval should be given, seen at `now`: an emergency at once, what is given afterwards within its hours,
 * everything else by the supplier's next cut-off on a working day, and never later than its last day.
 */
export function decideBy(of: Deadline, now: Date): DecideBy {
  if (isOver(of, now)) return { at: of.dueAt ?? now, why: 'over' }
  if (of.retrospective) return { at: of.dueAt ?? of.askedAt, why: 'afterwards' }
  if (of.emergency) return { at: of.askedAt, why: 'at_once' }
  const cutOff = of.cutOff === null ? null : nextCutOff(of.cutOff, now)
  const last = of.dueAt
  if (cutOff && (!last || cutOff < last)) return { at: cutOff, why: 'cut_off' }
  return { at: last ?? of.askedAt, why: 'last_day' }
}

/** The next time, from `now` on, that London's clocks show a cut-off on a working day: no bank holiday. */
export function nextCutOff(cutOff: string, now: Date): Date {
  const today = londonDate(now)
  return londonInstant(workingDayFrom(londonTime(now) < cutOff ? today : addDays(today, 1)), cutOff)
}

const HOUR = 3_600_000
const HALF_A_DAY = 12 * HOUR

/** The deadline in words: when, and how far off it is; half a day and more in whole hours. */
export function decideByWords(by: DecideBy, now: Date): { when: string; away: string } {
  if (by.why === 'at_once') return { when: 'At once', away: 'an emergency' }
  const when = formatWhen(by.at, now)
  const apart = by.at.getTime() - now.getTime()
  const words = `${when.charAt(0).toUpperCase()}${when.slice(1)}`
  if (apart >= 0)
    return { when: words, away: `in ${formatDuration(apart < HALF_A_DAY ? apart : apart - (apart % HOUR))}` }
  return { when: words, away: by.why === 'over' ? 'over' : `${formatDuration(apart)} late` }
}

/** Nearest deadline first; of two at once the one that was asked first. */
export function byDeadline<T extends { decideBy: DecideBy; askedAt: Date }>(items: readonly T[]): T[] {
  return items.toSorted(
    (a, b) => a.decideBy.at.getTime() - b.decideBy.at.getTime() || a.askedAt.getTime() - b.askedAt.getTime(),
  )
}
