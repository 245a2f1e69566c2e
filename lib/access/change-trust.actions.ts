'use server'

import { redirect } from 'next/navigation'
import { systemClock } from '#lib/values/clock.ts'
import { endSession, openFor, trustsOfSession } from './session.store.ts'
import { currentSession, giveSession, sessionIdOfRequest } from './session.ts'
import { tokenHash } from './session-token.ts'

/** Goes on in another trust that the person works for: a new session there, the one here ends. */
export async function changeTrustAction(form: FormData): Promise<void> {
  const [session, sessionId] = [await currentSession(), await sessionIdOfRequest()]
  if (!session?.actor.personId || !sessionId) redirect('/sign-in')
  const now = systemClock()
  const wanted = form.get('to')
  const trusts = await trustsOfSession(tokenHash(sessionId), now)
  const trust = trusts.find((one) => one.id === wanted)
  if (!trust || session.oneTime) redirect('/settings')
  const opened = await openFor(session.actor.personId, trust.id, now)
  if (!opened.ok) redirect('/settings')
  await endSession(tokenHash(sessionId), now)
  await giveSession(opened.value)
  redirect('/')
}
