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
  const picked: string[] = []
  for (let block = 0; picked.length < 20; block += 1) {
    const text = `one-time password/${purpose}/${act.actor.trustId}/${act.actor.personId}/${act.key}/${block}`
    for (const byte of createHmac('sha256', authSecret()).update(text).digest()) {
      if (byte < LETTERS.length * 8 && picked.length < 20) picked.push(LETTERS.charAt(byte % LETTERS.length))
    }
  }
  return picked.join('').replace(/(.{5})(?=.)/g, '$1-')
}
