'use server'

import { redirect } from 'next/navigation'
import { systemClock } from '#lib/values/clock.ts'
import { startAtDirectory } from './directory/sign-in-at-directory.command.ts'
import { comeIn } from './half-sign-in.store.ts'
import { endSession, trustsOfSession } from './session.store.ts'
import { bindAttempt, currentSession, giveSignedIn, sessionIdOfRequest } from './session.ts'
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
    if (went.refusal.code !== 'DIRECTORY_ONLY') redirect('/settings')
    const begun = await startAtDirectory({ trustId: trust.id, odsCode: went.refusal.odsCode }, '/', now)
    if (!begun.ok) redirect('/settings?done=directory')
    await bindAttempt(begun.value.attempt)
    redirect(begun.value.url)
  }
  if (went.value.stage === 'open') await endSession(tokenHash(sessionId), now)
  redirect(await giveSignedIn(went.value, '/'))
}
