import { ok, type Result, refuse } from '#lib/result.ts'

/** A day in milliseconds. */
const DAY_MS = 86_400_000

/** How long an administrator must have been one before their word counts in a consent: nobody consents by an account they have just made themselves. */
export const STANDING_DAYS = 7

/** How long a request waits for consent. */
export const CONSENT_HOURS = 24

/** An administrator of the trust, and since when. */
export type Administrator = { personId: string; since: Date }

/** What waits for consent: about whom, asked by whom, until when, and what became of it. */
export type Request = {
  personId: string
  askedBy: string
  expiresAt: Date
  state: 'waiting' | 'agreed' | 'refused' | 'withdrawn'
}

/** Administrators whose word counts about this person: long enough in office, and not the person. */
export function administratorsOver(
  personId: string,
  administrators: readonly Administrator[],
  now: Date,
): Administrator[] {
  return administrators.filter((one) => one.personId !== personId && now >= countsFrom(one))
}

/** From when an administrator's word counts. */
export function countsFrom({ since }: Administrator): Date {
  return new Date(since.getTime() + STANDING_DAYS * DAY_MS)
}

/**
 * Whether the machine's own console may do for a person what takes two administrators: only where there are not two whose
 * word counts about them.
 */
export function mayAtConsole(personId: string, administrators: readonly Administrator[], now: Date): boolean {
  return administratorsOver(personId, administrators, now).length < 2
}

/**
 * Whether somebody may ask for what takes a second administrator. Refused with OWN_ACCOUNT about themselves,
 * NEW_ADMINISTRATOR while their own word does not count yet, ONE_ADMINISTRATOR where nobody could consent.
 */
export function mayAsk(
  { personId, asker }: { personId: string; asker: string },
  administrators: readonly Administrator[],
  now: Date,
): Result<undefined> {
  if (asker === personId) return refuse({ code: 'OWN_ACCOUNT' })
  const over = administratorsOver(personId, administrators, now)
  if (over.every((one) => one.personId !== asker)) return tooNew(asker, administrators)
  if (over.length < 2) return refuse({ code: 'ONE_ADMINISTRATOR' })
  return ok()
}

/**
 * Whether making somebody administrator takes a second administrator: wherever another one than who asks has a word that
 * counts. Where there is none, who asks does it alone, and the record says so.
 */
export function needsSecond(
  { personId, asker }: { personId: string; asker: string },
  administrators: readonly Administrator[],
  now: Date,
): boolean {
  return administratorsOver(personId, administrators, now).some((one) => one.personId !== asker)
}

/**
 * Until when it still counts that people lost the role by which their word was asked: a week from then, so that nobody gets
 * round a second person by taking that one away first. Null where nobody did lately whose word counted.
 */
export function lostUntil(former: readonly (Administrator & { until: Date })[], now: Date): Date | null {
  const counts = former
    .filter((one) => one.until >= countsFrom(one))
    .map((one) => countsFrom({ ...one, since: one.until }).getTime())
    .filter((until) => until > now.getTime())
  return counts.length === 0 ? null : new Date(Math.max(...counts))
}

/**
 * Whether somebody may agree to a request. Refused with OWN_ACCOUNT about themselves, OWN_REQUEST what they asked,
 * NEW_ADMINISTRATOR, and REQUEST_OVER when it was decided, is too old, or who asked is no administrator any more.
 */
export function mayAgree(
  request: Request,
  decider: string,
  administrators: readonly Administrator[],
  now: Date,
): Result<undefined> {
  if (decider === request.personId) return refuse({ code: 'OWN_ACCOUNT' })
  if (decider === request.askedBy) return refuse({ code: 'OWN_REQUEST' })
  const over = administratorsOver(request.personId, administrators, now)
  if (over.every((one) => one.personId !== decider)) return tooNew(decider, administrators)
  const askerStands = over.some((one) => one.personId === request.askedBy)
  if (!isOpen(request, now) || !askerStands) return refuse({ code: 'REQUEST_OVER' })
  return ok()
}

/** Whether a request still waits. */
export function isOpen({ state, expiresAt }: Pick<Request, 'state' | 'expiresAt'>, now: Date): boolean {
  return state === 'waiting' && now < expiresAt
}

/** How long an exception waits for consent: longer than a locked-out person. */
const EXCEPTION_DAYS = 7

/** Until when an exception that is asked for now waits. */
export function waitsUntilDay(now: Date): Date {
  return new Date(now.getTime() + EXCEPTION_DAYS * DAY_MS)
}

/** Until when a reset that is asked for now waits. */
export function waitsUntil(now: Date): Date {
  return new Date(now.getTime() + CONSENT_HOURS * 3_600_000)
}

function tooNew(personId: string, administrators: readonly Administrator[]): Result<never> {
  const own = administrators.find((one) => one.personId === personId)
  if (!own) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  return refuse({ code: 'NEW_ADMINISTRATOR', from: countsFrom(own).toISOString() })
}
