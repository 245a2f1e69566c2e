import { createHash, randomBytes } from 'node:crypto'

const SHAPE = /^tin_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/

/**
 * A new token: 256 random bits after a handle that tells tokens apart in lists and logs. Shown once; the database keeps
 * its hash.
 */
export function newTokenText(tokenId: string): string {
  return `tin_${tokenHandle(tokenId)}_${randomBytes(32).toString('base64url')}`
}

/** The part of a token that may be shown again: the end of its id. */
export function tokenHandle(tokenId: string): string {
  return tokenId.replaceAll('-', '').slice(-8)
}

/** Under what the database knows a token: SHA-256 of its text, in hexadecimal; null when it cannot be one. */
export function hashOfToken(text: string): string | null {
  return SHAPE.test(text) ? createHash('sha256').update(text).digest('hex') : null
}
