import 'server-only'
import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import { type Result, refuse } from '#lib/result.ts'
import { isStrayDemoPassword } from './demo.ts'
import { NOBODYS_HASH, passwordMatches } from './password.ts'
import { accountByEmail, endSession, forgetTries, type Opened, openFor, takeTry } from './session.store.ts'
import { tokenHash } from './session-token.ts'

/** Nobody's account: counted and looked at like a real one, so that the time taken tells nothing. */
const NOBODY = { personId: '00000000-0000-0000-0000-000000000000', passwordHash: NOBODYS_HASH, trustIds: [] }

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
