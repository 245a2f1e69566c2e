import 'server-only'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from '../actor.ts'
import { may } from '../permissions.ts'
import { trustsOfSession } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import {
  type ListedSession,
  type OwnSession,
  peekSession,
  sessionsInTrust,
  sessionsOfHolder,
} from './sessions.store.ts'

/** What the holder of this session has open, each with the name of its trust. */
export async function ownSessions(sessionId: string, now: Date): Promise<(OwnSession & { trustName: string })[]> {
  const hash = tokenHash(sessionId)
  const [sessions, trusts] = await Promise.all([sessionsOfHolder(hash, now), trustsOfSession(hash, now)])
  const names = new Map(trusts.map((trust) => [trust.id, trust.name]))
  return sessions.map((one) => ({ ...one, trustName: names.get(one.trustId) ?? 'A trust you left' }))
}

/** What a person has open in the actor's trust; none where they may not administer people. */
export async function sessionsOf(actor: Actor, personId: string, now: Date): Promise<ListedSession[]> {
  if (!may(actor, 'people.edit')) return []
  return withTrust(actor, (tx) => sessionsInTrust(tx, personId, now))
}

/** Seconds that the session still lives when nothing is done (`idle`) and in all; null when it is over. */
export async function timeLeft(
  sessionId: string | null,
  now: Date,
): Promise<{ person: string; idle: number; inAll: number } | null> {
  const left = sessionId ? await peekSession(tokenHash(sessionId), now) : null
  return left && { person: `${left.trustId} ${left.personId}`, idle: left.idle, inAll: left.inAll }
}
