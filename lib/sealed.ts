import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from './env.ts'

/** What a key is derived for; nothing sealed for one purpose opens for another. */
export type Purpose = 'webhook secrets' | 'second factors' | 'recovery codes' | 'directory secrets'

/** The key for a purpose: derived (HKDF-SHA-256) from the one that is kept outside the database. */
export function keyFor(purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().AUDIT_KEY, 'hex'), 'tincture', purpose, 32))
}

/** A secret as the database keeps it: AES-256-GCM (nonce, tag, text), bound to the record `of` whom it is. */
export function seal(purpose: Purpose, of: string, secret: string): Buffer<ArrayBuffer> {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv).setAAD(Buffer.from(of))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.from(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
}

/** The secret again. Throws when it is not what was sealed for this purpose and record. */
export function unseal(purpose: Purpose, of: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
