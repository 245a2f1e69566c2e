import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '#lib/env.ts'

/** A webhook's secret: 256 random bits. Shown once. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`
}

/** The key under which secrets are sealed: derived from the one that is kept outside the database. */
function sealingKey(): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().AUDIT_KEY, 'hex'), 'tincture', 'webhook secrets', 32))
}

/** A secret as the database keeps it: AES-256-GCM, bound to its webhook. */
export function sealSecret(secret: string, webhookId: string): Buffer<ArrayBuffer> {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv).setAAD(Buffer.from(webhookId))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.from(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
}

/** The secret of a webhook. Throws when it is not what was sealed. */
export function openSecret(sealed: Uint8Array, webhookId: string): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(webhookId)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** The signature of a body at a time: HMAC-SHA-256 in hexadecimal over the seconds, a full stop and the body. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
