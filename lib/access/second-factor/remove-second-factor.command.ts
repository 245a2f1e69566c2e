import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from '../actor.ts'
import { comeIn, type SignedIn } from '../half-sign-in.store.ts'
import type { OpenSession } from '../session.store.ts'
import { WRONG_CODE } from './code.schema.ts'
import { takeCode } from './second-factor.store.ts'
import { newRecoveryCodes, recoveryHash } from './totp.ts'

/**
 * Takes one's second factor away, with a code of it or a recovery code. Whatever the person has open ends. They go on in
 * a new session; where their trust asks for a second factor, in half a sign-in, which leads to setting up another.
 */
export async function removeSecondFactor(act: Act, session: OpenSession, code: string): Promise<Result<SignedIn>> {
  const { personId, trustId } = session.actor
  const shown = await shownBy(act, session, code)
  if (!shown.ok || !personId) return shown.ok ? refuse({ code: 'SIGNED_OUT' }) : shown
  const done = await withTrust(session.actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ done: boolean }[]>`
      SELECT identity.remove_second_factor(${personId}::uuid, ${act.now}) AS done`
    if (!row?.done) return false
    audit(tx, { document: 'person', id: personId, verb: 'SECOND_FACTOR_REMOVED', data: { with: shown.value } })
    await writeAudit(tx, act)
    return true
  })
  if (!done) return refuse({ code: 'CHANGED_MEANWHILE', what: 'second factor' })
  return comeIn({ personId, trustId }, act.now, { second: false, device: session.device })
}

/** New recovery codes in place of all before, with a code of the app or one of them. */
export async function renewRecoveryCodes(act: Act, session: OpenSession, code: string): Promise<Result<string[]>> {
  const { personId } = session.actor
  const shown = await shownBy(act, session, code)
  if (!shown.ok || !personId) return shown.ok ? refuse({ code: 'SIGNED_OUT' }) : shown
  const codes = newRecoveryCodes()
  const hashes = codes.map((one) => recoveryHash(personId, one))
  await withTrust(session.actor, async (tx) => {
    await tx.$queryRaw`
      SELECT identity.new_recovery_codes(${personId}::uuid,
        ARRAY(SELECT decode(h, 'hex') FROM unnest(${hashes}::text[]) h))::text`
    audit(tx, { document: 'person', id: personId, verb: 'RECOVERY_CODES_RENEWED', data: { with: shown.value } })
    await writeAudit(tx, act)
  })
  return ok(codes)
}

async function shownBy(act: Act, session: OpenSession, code: string): Promise<Result<'app' | 'recovery'>> {
  if (session.how === 'directory') return refuse({ code: 'DIRECTORY_SESSION' })
  const taken = await takeCode(session.actor.personId ?? '', code, act.now)
  if (taken === 'app' || taken === 'recovery') return ok(taken)
  return refuse({ code: 'INVALID', errors: [{ field: 'code', message: WRONG_CODE }] })
}
