import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from '../actor.ts'
import { finishHalf, readHalf } from '../half-sign-in.store.ts'
import { type HalfAct, halfActor } from '../half-sign-in-record.store.ts'
import { type Opened, type OpenSession, openFor } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import { WRONG_CODE } from './code.schema.ts'
import { proposeFactor, takeCode } from './second-factor.store.ts'
import { newRecoveryCodes, recoveryHash } from './totp.ts'

/** What setting one up gives: a session that has shown it, and the recovery codes, which nobody can show again. */
export type SetUp = { opened: Opened; codes: string[] }

/** Begins setting up one's second factor: from now on, for half an hour, its key is shown. */
export async function startSecondFactor(act: Act, session: OpenSession): Promise<Result<undefined>> {
  if (session.how === 'directory') return refuse({ code: 'DIRECTORY_SESSION' })
  await proposeFactor(session.actor.personId ?? '', act.now)
  return ok()
}

/**
 * Confirms one's second factor with a code of it. Everything else the person has open ends, and they go on in a new
 * session. Refused (INVALID) when the code is wrong, CHANGED_MEANWHILE when it was confirmed already.
 */
export async function confirmSecondFactor(act: Act, session: OpenSession, code: string): Promise<Result<SetUp>> {
  const { personId, trustId } = session.actor
  if (!personId) return refuse({ code: 'SIGNED_OUT' })
  if (session.how === 'directory') return refuse({ code: 'DIRECTORY_SESSION' })
  const codes = await confirmed(act, personId, code)
  if (!codes.ok) return codes
  const came = { how: 'password', second: true, device: session.device } as const
  const opened = await openFor(personId, trustId, act.now, came)
  return opened.ok ? ok({ opened: opened.value, codes: codes.value }) : opened
}

/** The same in the middle of a sign-in, where the trust asks for it: nothing opens before. */
export async function setUpAtSignIn(act: HalfAct, code: string): Promise<Result<SetUp>> {
  const hash = tokenHash(act.halfId)
  const half = await readHalf(hash, act.now)
  if (half?.stage !== 'set-up') return refuse({ code: 'HALF_OVER' })
  const { now, newId } = act
  const codes = await confirmed({ actor: halfActor(half), now, newId, key: newId() }, half.personId, code)
  if (!codes.ok) return codes
  const came = { how: 'password', second: true, device: act.device } as const
  const opened = await finishHalf({ hash, half, before: act.before }, now, came)
  return opened.ok ? ok({ opened: opened.value, codes: codes.value }) : opened
}

/** Confirms it: recovery codes, kept as codes over them, and the record, in one transaction. */
async function confirmed(act: Act, personId: string, code: string): Promise<Result<string[]>> {
  if ((await takeCode(personId, code, act.now)) !== 'app') {
    return refuse({ code: 'INVALID', errors: [{ field: 'code', message: WRONG_CODE }] })
  }
  const codes = newRecoveryCodes()
  const hashes = codes.map((one) => recoveryHash(personId, one))
  const done = await withTrust(act.actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ done: boolean }[]>`
      SELECT identity.confirm_second_factor(${personId}::uuid,
        ARRAY(SELECT decode(h, 'hex') FROM unnest(${hashes}::text[]) h), ${act.now}) AS done`
    if (!row?.done) return false
    audit(tx, { document: 'person', id: personId, verb: 'SECOND_FACTOR_SET_UP', data: { recoveryCodes: codes.length } })
    await writeAudit(tx, act)
    return true
  })
  return done ? ok(codes) : refuse({ code: 'CHANGED_MEANWHILE', what: 'second factor' })
}
