import { CONSENTING, type ConsentTo } from './request-kinds.rules.ts'

/** What a request asks for, in a few words. */
export const CONSENT_NAMES = {
  reset: 'A new one-time password',
  roles: 'Roles with an exception',
  admin: 'The administrator’s role',
  approver: 'A role that approves',
  demote: 'A role taken away',
  new: 'Somebody new who approves',
  new_admin: 'Somebody new as administrator',
  leave: 'That an administrator leaves',
  email: 'Another e-mail address',
  settings: 'Weaker rules of signing in',
  directory: 'Another way in by the directory',
} as const satisfies Record<ConsentTo, string>

/** What whoever is asked should know before they agree. */
export const CONSENT_SAYS = {
  reset:
    'Make sure that it is them who ask: speak to them, do not answer a message. They are signed out everywhere, and need your half of the password and the other’s.',
  roles:
    'One person then holds two duties that should watch each other. The exception is listed, looked at in each access review, and ends by itself.',
  admin:
    'An administrator gives out roles, lets people in and changes the rules of the trust. They hold no other role beside it.',
  approver:
    'They can then bind the trust or let a hold pass. Make sure that they know of it and that the account is theirs: speak to them.',
  demote:
    'Their word is then asked no more, and what waits for that role waits for somebody else. Make sure that they know of it: speak to them.',
  new: 'They can then bind the trust or let a hold pass. Make sure that they work here and expect it: speak to them. They need your half of the password and the other’s.',
  new_admin:
    'An administrator gives out roles, lets people in and changes the rules of the trust. Make sure that they work here and expect it. They need your half of the password and the other’s.',
  leave: 'They can no longer sign in here from then on. Make sure that they know of it: speak to them.',
  email:
    'They sign in with it, and links go there. Make sure that it is their own mailbox: speak to them, do not answer a message. They are signed out everywhere.',
  settings: 'Signing in then asks less than it does now, of everybody here.',
  directory: 'Who the directory says somebody is, is then believed here. Ask whoever runs it whether it is yours.',
} as const satisfies Record<ConsentTo, string>

/** Whether a text of the record says what consent was asked to. */
export function isConsent(text: string): text is ConsentTo {
  return text in CONSENTING
}
