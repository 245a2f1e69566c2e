'use server'

import { redirect } from 'next/navigation'
import { systemClock } from '#lib/values/clock.ts'
import { comeIn } from './half-sign-in.store.ts'
import { endSession, trustsOfSession } from './session.store.ts'
import { currentSession, giveSignedIn, sessionIdOfRequest } from './session.ts'
import { tokenHash } from './session-token.ts'

/**
 * Goes on in another trust that the person works for: a new session there, the one here ends. Where that trust wants a
 * second factor that was not shown yet, that comes first; where it wants its own directory, so does that.
 */
export async function changeTrustAction(form: FormData): Promise<void> {
  const [session, sessionId] = [await currentSession(), await sessionIdOfRequest()]
  if (!session?.actor.personId || !sessionId) redirect('/sign-in')
  const now = systemClock()
  const wanted = form.get('to')
  const trusts = await trustsOfSession(tokenHash(sessionId), now)
  const trust = trusts.find((one) => one.id === wanted)
  if (!trust || session.oneTime) redirect('/settings')
  const { second, device } = session
  const went = await comeIn({ personId: session.actor.personId, trustId: trust.id }, now, { second, device })
  if (!went.ok) {
    const odsCode = went.refusal.code === 'DIRECTORY_ONLY' ? went.refusal.odsCode : null
    redirect(odsCode ? `/sign-in?trust=${encodeURIComponent(odsCode)}` : '/settings')
  }
  if (went.value.stage === 'open') await endSession(tokenHash(sessionId), now)
  redirect(await giveSignedIn(went.value, '/'))
}
