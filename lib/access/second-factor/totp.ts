import { createHmac, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { keyFor } from '#lib/sealed.ts'

/** Seconds that one code is shown for (RFC 6238, 5.2), and how many steps before and after now count, for clocks that differ. */
export const STEP_SECONDS = 30
const WINDOW = 1

/** No letters that look alike when read out or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** How many recovery codes somebody gets. */
export const RECOVERY_CODES = 10

/** A new shared secret: 160 random bits (RFC 4226, 4), in base 32. */
export function newFactorSecret(): string {
  return new Secret({ size: 20 }).base32
}

function totpOf(secret: string, email = ''): TOTP {
  const issuer = 'Tincture'
  return new TOTP({ issuer, label: email, secret: Secret.fromBase32(secret), period: STEP_SECONDS, digits: 6 })
}

/** What the square code says to an authenticator app. */
export function factorAddress(secret: string, email: string): string {
  return totpOf(secret, email).toString()
}

/** The code that an app shows at a moment; for tests and the demo. */
export function codeAt(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() })
}

/** The time step that this code belongs to, when it is of now or of the step before or after; otherwise null. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = totpOf(secret).validate({ token: digits, timestamp: now.getTime(), window: WINDOW })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta
}

/** Ten recovery codes, three groups of four letters each (59 bits). */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  return Array.from({ length: RECOVERY_CODES }, () => `${group()}-${group()}-${group()}`)
}

/** How a recovery code is kept: HMAC-SHA-256 with a key outside the database, over person and code. Spaces, hyphens and capitals do not count. */
export function recoveryHash(personId: string, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '')
  return createHmac('sha256', keyFor('recovery codes')).update(`${personId}/${plain}`).digest('hex')
}
