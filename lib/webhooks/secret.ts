import { createHmac, randomBytes } from 'node:crypto'
import { seal, unseal } from '#lib/sealed.ts'

/** A webhook's secret: 256 random bits. Shown once. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`
}

/** A secret as the database keeps it, bound to its webhook. */
export function sealSecret(secret: string, webhookId: string): Buffer<ArrayBuffer> {
  return seal('webhook secrets', webhookId, secret)
}

/** The secret of a webhook. Throws when it is not what was sealed. */
export function openSecret(sealed: Uint8Array, webhookId: string): string {
  return unseal('webhook secrets', webhookId, sealed)
}

/** The signature of a body at a time: HMAC-SHA-256 in hexadecimal over the seconds, a full stop and the body. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
