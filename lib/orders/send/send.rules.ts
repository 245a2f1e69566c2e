import { addDays, londonDate, londonInstant } from '#lib/values/dates.ts'
import { isWorkingDay } from '#lib/values/working-days.ts'
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

/**
 * Until when the supplier's usual time to answer runs: the account's hours, of which those of weekends and bank holidays
 * do not count, since nobody is there to answer. 24 hours from Friday 4pm end on Monday at 4pm.
 */
export function answerDue(sentAt: Date, answerHours: number): Date {
  let from = sentAt.getTime()
  let left = answerHours * 3_600_000
  for (let day = londonDate(sentAt); ; day = addDays(day, 1)) {
    const end = londonInstant(addDays(day, 1)).getTime()
    if (isWorkingDay(day)) {
      if (from + left <= end) return new Date(from + left)
      left -= end - from
    }
    from = end
  }
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
