import 'server-only'
import { cookies, headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { systemClock } from '#lib/values/clock.ts'
import type { Actor } from './actor.ts'
import { PATH_HEADER, signInPath } from './next-path.rules.ts'
import { notAllowed } from './not-allowed.ts'
import { PEER_HEADER } from './peer.ts'
import { mayAny } from './permissions.ts'
import { type PageId, pageEntry } from './registry.ts'
import { endSession, type Opened, type OpenSession, readSession } from './session.store.ts'
import { openSeal, sealSession, sessionCookie, tokenHash } from './session-token.ts'

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

/** Hands a session that was opened to the browser, in place of the one it had. */
export async function giveSession(opened: Opened): Promise<void> {
  const { name, options } = sessionCookie()
  const text = await sealSession(opened.sessionId, opened.seconds)
  ;(await cookies()).set(name, text, { ...options, maxAge: opened.seconds })
}

/** Ends this request's session at once and takes its cookie back. */
export async function dropSession(): Promise<void> {
  const sessionId = await sessionIdOfRequest()
  if (sessionId) await endSession(tokenHash(sessionId), systemClock())
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
