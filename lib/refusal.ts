import type { FieldError } from './action-answer.ts'

/**
 * Why something was not done: a code with the data its words need. Refusals are values, faults are thrown.
 * The list is closed; the words of each stand once in lib/refusal-words.ts (an exhaustive switch).
 */
export type Refusal =
  // at the door
  | { code: 'SIGNED_OUT' }
  | { code: 'SIGN_IN_FAILED' }
  | { code: 'INSECURE_ADDRESS' }
  | { code: 'NOT_ALLOWED'; permission: string }
  | { code: 'NOT_FOUND'; what: string }
  | { code: 'WRONG_TRUST' }
  | { code: 'KEY_REUSED' }
  | { code: 'CHANGED_MEANWHILE'; what: string; by?: string; at?: string }
  | { code: 'INVALID'; errors: readonly FieldError[] }
  // order
  | { code: 'WRONG_STATUS'; verb: string; status: string }

/** The code of a refusal. */
export type RefusalCode = Refusal['code']
