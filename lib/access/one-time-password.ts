import { createHmac } from 'node:crypto'
import type { Act } from './actor.ts'
import { authSecret } from './session-token.ts'

/** No letters that look alike when read out or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * The one-time password of an act: four groups of five letters. It follows from the act's key and the secret of this
 * installation, so an act that is sent twice shows the same one, and it is stored nowhere, not even with the answer.
 */
export function oneTimePassword(act: Act, purpose: string): string {
  return passwordFrom(`${purpose}/${act.actor.trustId}/${act.actor.personId}/${act.key}`)
}

/** The two halves of a one-time password that two people hand over, ten letters each: neither knows the other's. */
export type Halves = { whole: string; first: string; second: string }

/** The one-time password of a reset that was agreed to: it follows from the request and is stored nowhere. */
export function passwordOfReset(trustId: string, requestId: string): Halves {
  const whole = passwordFrom(`reset/${trustId}/${requestId}`)
  return { whole, first: whole.slice(0, 12), second: whole.slice(12) }
}

function passwordFrom(about: string): string {
  const picked: string[] = []
  for (let block = 0; picked.length < 20; block += 1) {
    const text = `one-time password/${about}/${block}`
    for (const byte of createHmac('sha256', authSecret()).update(text).digest()) {
      if (byte < LETTERS.length * 8 && picked.length < 20) picked.push(LETTERS.charAt(byte % LETTERS.length))
    }
  }
  return picked.join('').replace(/(.{5})(?=.)/g, '$1-')
}
