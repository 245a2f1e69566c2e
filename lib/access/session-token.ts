import { createHash, randomBytes } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { env } from '#lib/env.ts'

/** Whether people reach this installation by https. */
export function isSecure(): boolean {
  return env().PUBLIC_URL.startsWith('https://')
}

/** The session's cookie: bound to this host by `__Host-` over https; plain http is for this machine only. */
export function sessionCookie() {
  const secure = isSecure()
  return {
    name: secure ? '__Host-tincture.session' : 'tincture.session',
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  } as const
}

/** A cookie beside the session's, as closely bound: what half a sign-in is known by, and what is shown once after it. */
export function besideCookie(what: 'half' | 'codes' | 'directory') {
  const { name, options } = sessionCookie()
  return { name: name.replace('session', what), options }
}

/** Whether a session may be given out to a browser that came by this Host header: https, or this very machine. */
export function mayCarrySession(host: string | null): boolean {
  if (isSecure()) return true
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host ?? '')
}

/** A new session's random id: 32 bytes, as text for the cookie. */
export function newSessionId(): string {
  return randomBytes(32).toString('base64url')
}

/** Under what the database knows a session: SHA-256 of its id, in hexadecimal. */
export function tokenHash(sessionId: string): string {
  return createHash('sha256').update(Buffer.from(sessionId, 'base64url')).digest('hex')
}

/** The cookie's text for a session id: encrypted, and nothing in it but the id. */
export async function sealSession(sessionId: string, seconds: number): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: authSecret(), maxAge: seconds })
}

/** The session id in a cookie's text, or null when it is not ours or too old. */
export async function openSeal(text: string | undefined): Promise<string | null> {
  if (!text) return null
  return openSid(await decode({ token: text, secret: authSecret() }).catch(() => null))
}

/** The session id in a token, or null. */
export function openSid(token: object | null | undefined): string | null {
  const sid = token && 'sid' in token ? token.sid : null
  return typeof sid === 'string' && /^[A-Za-z0-9_-]{43}$/.test(sid) ? sid : null
}

/** Some text in a cookie that nobody but us reads or writes; `purpose` keeps one from being taken for another. */
export async function sealText(purpose: string, text: string, seconds: number): Promise<string> {
  return encode({ token: { purpose, text }, secret: authSecret(), maxAge: seconds })
}

/** The text again; null when it is not ours, for something else, or too old. */
export async function openText(purpose: string, sealed: string | undefined): Promise<string | null> {
  if (!sealed) return null
  const token = await decode({ token: sealed, secret: authSecret() }).catch(() => null)
  return token?.purpose === purpose && typeof token.text === 'string' ? token.text : null
}

/** The secret that cookies are encrypted with. */
export function authSecret(): string {
  const secret = env().AUTH_SECRET
  if (!secret) throw new Error('AUTH_SECRET is not set: give it at least 32 random characters')
  return secret
}
