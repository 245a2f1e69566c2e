import 'server-only'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { isStrayDemoPassword } from './demo.ts'
import { NOBODYS_HASH, passwordMatches } from './password.ts'
import { accountByEmail, endSession, forgetTries, openSession, takeTry } from './session.store.ts'
import { newSessionId, tokenHash } from './session-token.ts'

/** Nobody's account: counted and looked at like a real one, so that the time taken tells nothing. */
const NOBODY = { personId: '00000000-0000-0000-0000-000000000000', passwordHash: NOBODYS_HASH, trustIds: [] }

/** A session that was opened: its id for the cookie, and the seconds until it ends in any case. */
export type Opened = { sessionId: string; seconds: number }

/**
 * Signs a person in: a new session for the first trust they work for, with that trust's limits; the session they came
 * with (`before`) ends. Refused with SIGN_IN_FAILED, and nothing more said, when e-mail or password are not right, the
 * account has to wait, or it works for no trust any more.
 */
export async function signIn(
  input: { email: string; password: string },
  now: Date,
  before: string | null = null,
): Promise<Result<Opened>> {
  const account = (await accountByEmail(input.email)) ?? NOBODY
  const free = await takeTry(account.personId, now)
  const right = await passwordMatches(input.password, account.passwordHash)
  const trustId = account.trustIds[0]
  if (!free || !right || !trustId || isStrayDemoPassword(input.password)) {
    const known = account !== NOBODY
    metrics().signIns.inc({ outcome: known && !free ? 'waits' : 'refused' })
    log.warn({ person: known ? account.personId : null, waits: known && !free }, 'sign-in refused')
    return refuse({ code: 'SIGN_IN_FAILED' })
  }
  await forgetTries(account.personId)
  const opened = await openFor(account.personId, trustId, now)
  if (!opened.ok) return opened
  if (before) await endSession(tokenHash(before), now)
  metrics().signIns.inc({ outcome: 'ok' })
  log.info({ person: account.personId, trust: trustId }, 'signed in')
  return opened
}

/** Opens a new session of a person in a trust, with that trust's limits. */
export async function openFor(personId: string, trustId: string, now: Date): Promise<Result<Opened>> {
  const { session } = await withTrust({ trustId }, settingsOfTrust)
  const sessionId = newSessionId()
  const seconds = session.hours * 3600
  const opened = await openSession({
    hash: tokenHash(sessionId),
    personId,
    trustId,
    now,
    idleMinutes: session.idleMinutes,
    endsAt: new Date(now.getTime() + seconds * 1000),
  })
  return opened ? ok({ sessionId, seconds }) : refuse({ code: 'SIGN_IN_FAILED' })
}
