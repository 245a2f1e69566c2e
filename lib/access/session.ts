import 'server-only'
import { cookies, headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { systemClock } from '#lib/values/clock.ts'
import type { Actor } from './actor.ts'
import { deviceWords } from './device.rules.ts'
import type { Attempt } from './directory/provider.ts'
import { HALF_SECONDS, type HalfSignIn, readHalf, type SignedIn, type Stage } from './half-sign-in.store.ts'
import { PATH_HEADER, signInPath } from './next-path.rules.ts'
import { notAllowed } from './not-allowed.ts'
import { PEER_HEADER } from './peer.ts'
import { mayAny, type Permission } from './permissions.ts'
import { type PageId, pageEntry } from './registry.ts'
import { endSession, type Opened, type OpenSession, readSession } from './session.store.ts'
import { besideCookie, openSeal, openText, sealSession, sealText, sessionCookie, tokenHash } from './session-token.ts'

/** The one page that opens while a one-time password waits to be changed. */
const PASSWORD_PAGE = '/settings/password'

/**
 * Who asks: the open session of this request's cookie, with the roles of this moment; null when signed out. Read once
 * a request. While a one-time password waits to be changed (`oneTime`), the actor has no roles and may do nothing.
 */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const sessionId = await sessionIdOfRequest()
  return sessionId ? readSession(tokenHash(sessionId), systemClock()) : null
})

/** What somebody was turned away for in this request, for the page that says so; empty where nobody was. */
export const turnedAway = cache((): { from: readonly Permission[] } => ({ from: [] }))

/**
 * Asked first in every page: who asks, when they may open it. Otherwise this does not return: it leads to sign-in (and
 * back here after it), to the change of a one-time password, or answers 403.
 */
export async function pageActor(id: PageId): Promise<Actor> {
  const { actor } = await pageSession(id)
  return actor
}

/** Like `pageActor`, with the e-mail too. */
export async function pageSession(id: PageId): Promise<OpenSession> {
  const session = await currentSession()
  const { path, permission } = pageEntry(id)
  if (!session) redirect(signInPath((await headers()).get(PATH_HEADER) ?? (path.includes('[') ? '/' : path)))
  if (path === PASSWORD_PAGE) return session
  if (session.oneTime) redirect(PASSWORD_PAGE)
  const { actor } = session
  if (!mayAny(actor, permission)) {
    notAllowed('page', id, permission, actor)
    turnedAway().from = permission
    forbidden()
  }
  return session
}

/** The session id in this request's cookie, open or not. */
export async function sessionIdOfRequest(): Promise<string | null> {
  return openSeal((await cookies()).get(sessionCookie().name)?.value)
}

/** From which address this request comes; null where that is not known. */
export async function addressOfRequest(): Promise<string | null> {
  return (await headers()).get(PEER_HEADER) || null
}

/** What this request's browser says of itself, in words. */
export async function deviceOfRequest(): Promise<string> {
  return deviceWords((await headers()).get('user-agent'))
}

/** Hands a session that was opened to the browser, in place of the one it had and of half a sign-in. */
export async function giveSession(opened: Opened): Promise<void> {
  const { name, options } = sessionCookie()
  const text = await sealSession(opened.sessionId, opened.seconds)
  const jar = await cookies()
  jar.set(name, text, { ...options, maxAge: opened.seconds })
  const half = besideCookie('half')
  if (jar.has(half.name)) jar.set(half.name, '', { ...half.options, maxAge: 0 })
}

/**
 * Hands over what came of a sign-in: a session, or half of one, in a cookie that opens nothing but the pages that finish
 * it. Answers where to go.
 */
export async function giveSignedIn(signed: SignedIn, next: string): Promise<string> {
  if (signed.stage === 'open') {
    await giveSession(signed)
    return next
  }
  const { name, options } = besideCookie('half')
  const text = await sealText('half', signed.sessionId, HALF_SECONDS)
  ;(await cookies()).set(name, text, { ...options, maxAge: HALF_SECONDS })
  return `/sign-in/${signed.stage}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`
}

/** The random id of half a sign-in in this request's cookie, or null. */
export async function halfIdOfRequest(): Promise<string | null> {
  return openText('half', (await cookies()).get(besideCookie('half').name)?.value)
}

/** Asked first on the pages that finish a sign-in: who is half signed in, at this stage; without, it leads to the beginning. */
export async function halfSignIn(stage: Stage): Promise<HalfSignIn> {
  const id = await halfIdOfRequest()
  const half = id ? await readHalf(tokenHash(id), systemClock()) : null
  if (half?.stage !== stage) redirect('/sign-in')
  return half
}

/** Binds a sign-in at a directory to this browser until it comes back. */
export async function bindAttempt(attempt: Attempt): Promise<void> {
  const { name, options } = besideCookie('directory')
  const text = await sealText('directory', JSON.stringify(attempt), HALF_SECONDS)
  ;(await cookies()).set(name, text, { ...options, maxAge: HALF_SECONDS })
}

/** What this browser is bound to, and no longer: it comes back once. */
export async function takeBoundAttempt(): Promise<Attempt | null> {
  const { name, options } = besideCookie('directory')
  const jar = await cookies()
  const text = await openText('directory', jar.get(name)?.value)
  jar.set(name, '', { ...options, maxAge: 0 })
  return text ? (JSON.parse(text) as Attempt) : null
}

/** Lays recovery codes beside the session, to be shown on the next page and until they are put away (ten minutes). */
export async function layDownCodes(codes: readonly string[]): Promise<void> {
  const { name, options } = besideCookie('codes')
  const text = await sealText('codes', codes.join(' '), HALF_SECONDS)
  ;(await cookies()).set(name, text, { ...options, maxAge: HALF_SECONDS })
}

/** Those codes; none where they were put away. */
export async function codesOfRequest(): Promise<string[]> {
  const text = await openText('codes', (await cookies()).get(besideCookie('codes').name)?.value)
  return text ? text.split(' ') : []
}

/** Puts them away. */
export async function putAwayCodes(): Promise<void> {
  const { name, options } = besideCookie('codes')
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}

/** Ends this request's session at once and takes its cookie back. */
export async function dropSession(): Promise<void> {
  const sessionId = await sessionIdOfRequest()
  if (sessionId) await endSession(tokenHash(sessionId), systemClock())
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
