import { CONSENT_NAMES, isConsent } from './consent/consent-words.rules.ts'
import { isRole, ROLE_NAMES } from './roles.ts'

/** What the record of a person calls things, on screen. */
const VERB_WORDS: Readonly<Record<string, string>> = {
  PERSON_ADDED: 'Joined',
  PERSON_ASKED: 'Asked to join',
  PERSON_JOINED: 'Joined by a code',
  ROLES_CHANGED: 'Roles changed',
  PERSON_LEFT: 'Left',
  PASSWORD_CHANGED: 'Changed the password',
  PASSWORD_RESET: 'Password reset',
  RESET_ASKED: 'Password reset asked for',
  RESET_TAKEN: 'First half of the password taken',
  RESET_REFUSED: 'Password reset not agreed to',
  RESET_WITHDRAWN: 'Password reset taken back',
  ROLES_ASKED: 'Exception asked for',
  ROLES_REFUSED: 'Exception not agreed to',
  ROLES_WITHDRAWN: 'Exception taken back',
  ADMIN_ASKED: 'Administrator’s role asked for',
  ADMIN_REFUSED: 'Administrator’s role not agreed to',
  ADMIN_WITHDRAWN: 'Request for the administrator’s role taken back',
  SECOND_ASKED: 'A second person asked',
  SECOND_REFUSED: 'A second person did not agree',
  SECOND_WITHDRAWN: 'Taken back before a second person agreed',
  NAME_CORRECTED: 'Name corrected',
  EMAIL_CORRECTED: 'E-mail address corrected',
  EXCEPTION_GIVEN: 'Exception given',
  EXCEPTION_OVER: 'Exception over, its role withdrawn',
  SESSIONS_ENDED: 'Signed out everywhere',
  LEAVING_SET: 'Leaving day set',
  LEAVING_DROPPED: 'Leaving day taken back',
  WORK_HANDED_OVER: 'Work handed over',
  WORK_LEFT: 'Work left behind: who was to take it over cannot',
  ACCESS_CONFIRMED: 'Access confirmed in a review',
  ACCESS_GONE: 'No longer held when a review came to it',
  ACCESS_WITHDRAWN: 'Access withdrawn in a review',
  DATA_ASKED: 'Everything kept about them asked for as a file',
  DATA_TAKEN: 'Personal data taken as a file',
}

/** What an event of a person's record is called; its own verb where it has no words yet. */
export function eventName(verb: string): string {
  return VERB_WORDS[verb] ?? verb.toLowerCase().replaceAll('_', ' ')
}

/** What there is to say of an event besides: roles, reasons. Ids are left out. */
export function eventDetail(data: Readonly<Record<string, unknown>>): string {
  const { from, to, roles, reason, comment, until, at, alone, what } = data
  const parts: string[] = []
  if (typeof what === 'string' && isConsent(what)) parts.push(CONSENT_NAMES[what].toLowerCase())
  if (isList(from) && isList(to)) parts.push(`${named(from)} to ${named(to)}`)
  else if (isList(roles)) parts.push(named(roles))
  if (typeof reason === 'string') parts.push(reason)
  if (typeof comment === 'string' && comment !== '') parts.push(comment)
  if (typeof until === 'string') parts.push(`until ${until}`)
  if (alone === true) parts.push('by one administrator, nobody else’s word counting yet')
  if (at === 'console') parts.push('at the console of the machine')
  return parts.join('; ')
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

function named(roles: readonly unknown[]): string {
  const names = roles.flatMap((role) => (typeof role === 'string' && isRole(role) ? [ROLE_NAMES[role]] : []))
  return names.length > 0 ? names.join(', ') : 'none'
}
