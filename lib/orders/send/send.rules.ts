import { addDays, type LocalDate, londonDate, londonTime, weekday } from '#lib/values/dates.ts'
import { shownStatus, type TransmissionFacts } from '../order/transmission.rules.ts'
import type { TransmissionStatus } from '../order/transmission.status.ts'

/** How often a message is tried before a person is asked. */
export const SEND_ATTEMPTS = 8

/**
 * When to try again after the given number of failed attempts, or null when it is for a person to decide: half a
 * minute, then twice as long each time up to half an hour; a little over an hour in all.
 */
export function nextAttempt(attempts: number, now: Date, firstDelaySeconds = 30): Date | null {
  if (attempts >= SEND_ATTEMPTS) return null
  const seconds = Math.min(1800, firstDelaySeconds * 2 ** Math.max(0, attempts - 1))
  return new Date(now.getTime() + seconds * 1000)
}

/** Until when the supplier's usual time to answer runs, from the account's hours. */
export function answerDue(sentAt: Date, answerHours: number): Date {
  return new Date(sentAt.getTime() + answerHours * 3_600_000)
}

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

/** What a person may do about a transmission. */
export type TransmissionAct = 'record' | 'resend' | 'settle'

const ACTS: Record<TransmissionStatus, readonly TransmissionAct[]> = {
  queued: ['record'],
  sending: [],
  sent: [],
  failed: ['resend', 'record'],
  needs_checking: ['settle'],
  withdrawn: [],
}

/**
 * Whether a person may do this about a transmission: write down that they sent it by hand (also instead of an e-mail
 * that waits or failed), have a failed one sent again, or settle an unknown outcome. Nothing while it is being sent.
 */
export function mayAct(act: TransmissionAct, facts: TransmissionFacts, now: Date): boolean {
  return ACTS[shownStatus(facts, now)].includes(act)
}
