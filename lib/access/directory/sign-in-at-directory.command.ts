import 'server-only'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { IdSource } from '#lib/values/ids.ts'
import { beginHalf, type SignedIn } from '../half-sign-in.store.ts'
import { endSession, openFor } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import { personIn } from './claims.rules.ts'
import {
  beginAttempt,
  type Directory,
  type DirectoryTrust,
  directoryOf,
  linkFor,
  takeAttempt,
  waitForAdmin,
} from './directory.store.ts'
import { type Attempt, beginAt, claimsOf } from './provider.ts'
import { tellWaiting } from './tell-waiting.store.ts'

/** Seconds that a sign-in at a directory may take. */
export const ATTEMPT_SECONDS = 600

/** Sends somebody to their trust's directory. Refused with DIRECTORY_FAILED when it cannot be asked. */
export async function startAtDirectory(
  { trustId, odsCode }: Pick<DirectoryTrust, 'trustId' | 'odsCode'>,
  next: string,
  now: Date,
): Promise<Result<{ url: string; attempt: Attempt }>> {
  const directory = await activeDirectory(trustId)
  if (!directory) return refuse({ code: 'DIRECTORY_FAILED' })
  try {
    const begun = await beginAt(directory, { trustId, odsCode, next })
    await beginAttempt(begun.attempt.state, trustId, now, new Date(now.getTime() + ATTEMPT_SECONDS * 1000))
    return ok(begun)
  } catch (fault) {
    return failed('cannot be asked', trustId, fault)
  }
}

/** What came back from a directory, and where to. */
export type CameBack = {
  odsCode: string
  search: string
  /** What this browser was bound to when it went, or null. */
  attempt: Attempt | null
  now: Date
  newId: IdSource
  device: string
  before: string | null
}

/**
 * Somebody comes back from their trust's directory. Who was joined to a person is signed in as that person, in that trust
 * alone; with an account that was there before, they first show once that it is theirs. Who is unknown waits for an
 * administrator, whatever e-mail address the directory names. Refused with DIRECTORY_FAILED when anything does not hold:
 * another browser, a state that was used, another issuer, trust, audience or nonce, a code that is no good; with
 * DIRECTORY_FULL when so many wait already that nobody else is taken.
 */
export async function comeFromDirectory(came: CameBack): Promise<Result<SignedIn | { stage: 'waiting' }>> {
  const { attempt, now } = came
  const state = new URLSearchParams(came.search).get('state')
  if (!attempt || state !== attempt.state || came.odsCode.toUpperCase() !== attempt.odsCode) {
    return failed('was not asked by this browser', null)
  }
  const { trustId } = attempt
  if ((await takeAttempt(attempt.state, now)) !== trustId) return failed('state was used or is too old', trustId)
  const directory = await activeDirectory(trustId)
  if (!directory) return failed('is switched off', trustId)
  let claims: Awaited<ReturnType<typeof claimsOf>>
  try {
    claims = await claimsOf(directory, attempt, came.search)
  } catch (fault) {
    return failed('answer does not hold', trustId, fault)
  }
  const person = personIn(claims, directory)
  if (!person) return failed('does not say who it is', trustId)
  const who = { issuer: directory.issuer, claim: directory.idClaim, subject: person.subject }
  const { link, waits } = await withTrust({ trustId }, async (tx) => {
    const found = await linkFor(tx, who)
    if (found) return { link: found, waits: false }
    const id = came.newId()
    const waits = await waitForAdmin(tx, id, who, person, now)
    await tellWaiting(tx, trustId, id, now)
    return { link: null, waits }
  })
  if (!link) {
    if (!waits) {
      log.warn({ trust: trustId }, 'too many wait for an administrator already')
      return refuse({ code: 'DIRECTORY_FULL' })
    }
    metrics().signIns.inc({ outcome: 'waits for an administrator' })
    return ok({ stage: 'waiting' as const })
  }
  const { personId, linkId } = link
  if (!link.proven) return ok(await beginHalf({ personId, trustId, stage: 'prove', linkId }, now))
  const opened = await openFor(personId, trustId, now, { how: 'directory', second: true, device: came.device })
  if (!opened.ok) return failed('person works here no longer', trustId)
  if (came.before) await endSession(tokenHash(came.before), now)
  metrics().signIns.inc({ outcome: 'ok' })
  log.info({ person: personId, trust: trustId, how: 'directory' }, 'signed in')
  return ok({ stage: 'open' as const, ...opened.value })
}

async function activeDirectory(trustId: string): Promise<Directory | null> {
  const directory = await withTrust({ trustId }, directoryOf)
  return directory?.active ? directory : null
}

function failed(why: string, trustId: string | null, fault?: unknown): Result<never> {
  metrics().signIns.inc({ outcome: 'directory refused' })
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : undefined
  log.warn({ trust: trustId, why, code }, 'sign-in by directory refused')
  return refuse({ code: 'DIRECTORY_FAILED' })
}
