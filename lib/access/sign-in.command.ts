import 'server-only'
import { createHash } from 'node:crypto'
import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import { type Result, refuse } from '#lib/result.ts'
import { isStrayDemoPassword } from './demo.ts'
import { comeIn, type SignedIn } from './half-sign-in.store.ts'
import { oneTimeOver } from './one-time.store.ts'
import { NOBODYS_HASH, passwordMatches } from './password.ts'
import {
  type Account,
  accountByEmail,
  endSession,
  forgetAddress,
  forgetTries,
  type Sender,
  takeAddress,
  takeTry,
} from './session.store.ts'
import { tokenHash } from './session-token.ts'

/** Nobody's account: counted and looked at like a real one, so that the time taken tells nothing. */
const NOBODY = {
  personId: '00000000-0000-0000-0000-000000000000',
  passwordHash: NOBODYS_HASH,
  trustIds: [],
  oneTimeSince: null,
}

/** Where a sign-in comes from: the session it had (`before`, ended by the new one), its address and device, where known. */
export type SignInFrom = { before?: string | null; address?: string | null; device?: string }

/**
 * Signs a person in: a new session for the first trust they work for that takes a password, with that trust's limits; the
 * session they came with ends. Where they have a second factor, or the trust wants one, it is half a sign-in (`stage`).
 * Refused with SIGN_IN_FAILED, and nothing more said, when e-mail or password are not right, the account has to wait, or
 * it works for no trust any more; with TOO_MANY_FAILED when too many other accounts failed from that address; with
 * DIRECTORY_ONLY when its trusts want their own directories; with ONE_TIME_OVER when a one-time password was right and is
 * past its hours.
 */
export async function signIn(
  input: { email: string; password: string },
  now: Date,
  { before = null, address = null, device = '' }: SignInFrom = {},
): Promise<Result<SignedIn>> {
  const sender = address === null ? null : { address, emailHash: hashOf(input.email) }
  const until = sender && (await takeAddress(sender, now))
  if (until) return turnedAway(until)
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
  const over = await oneTimeOver(account, trustId, now)
  if (over) {
    metrics().signIns.inc({ outcome: 'refused' })
    log.warn({ person: account.personId }, 'sign-in refused: the one-time password is past its hours')
    return refuse(over)
  }
  await forgetTries(account.personId)
  if (sender) await forgetAddress(sender)
  const signed = await firstThatTakes(account, now, device)
  if (!signed.ok || signed.value.stage !== 'open') {
    metrics().signIns.inc({ outcome: signed.ok ? signed.value.stage : 'refused' })
    return signed
  }
  if (before) await endSession(tokenHash(before), now)
  metrics().signIns.inc({ outcome: 'ok' })
  log.info({ person: account.personId, trust: trustId }, 'signed in')
  return signed
}

/** The first of the person's trusts whose door a password opens; the refusal of the first where none does. */
async function firstThatTakes(account: Account, now: Date, device: string): Promise<Result<SignedIn>> {
  let first: Result<SignedIn> | null = null
  for (const trustId of account.trustIds) {
    const signed = await comeIn({ personId: account.personId, trustId }, now, { second: false, device })
    if (signed.ok) return signed
    first ??= signed
  }
  return first ?? refuse({ code: 'SIGN_IN_FAILED' })
}

function turnedAway(until: Date): Result<never> {
  metrics().signIns.inc({ outcome: 'address waits' })
  log.warn({ until }, 'sign-in refused: too many accounts failed from this address')
  return refuse({ code: 'TOO_MANY_FAILED', until: until.toISOString() })
}

function hashOf(email: string): Sender['emailHash'] {
  return createHash('sha256').update(email.toLowerCase()).digest('hex')
}
