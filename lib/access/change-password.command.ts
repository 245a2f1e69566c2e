import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from './actor.ts'
import { breachedWords } from './breached-words.ts'
import { isStrayDemoPassword } from './demo.ts'
import { weakPassword, weakPasswordWords } from './password.rules.ts'
import { hashPassword, passwordMatches } from './password.ts'
import {
  accountByEmail,
  endSession,
  forgetTries,
  type Opened,
  type OpenSession,
  openFor,
  takeTry,
} from './session.store.ts'
import { tokenHash } from './session-token.ts'

/** The password in use, and the one to be. */
export type ChangePassword = { current: string; password: string }

/**
 * A person changes their own password, also the one-time one they were given. Every session of theirs ends, and they
 * go on in a new one. Refused (INVALID, by field) when the present password is not right, which counts like a failed
 * sign-in, or the new one is weak or the same. No command key: what is typed here must leave no trace in the database,
 * and doing it twice changes nothing more.
 */
export async function changePassword(
  act: Act,
  session: OpenSession,
  sessionId: string,
  input: ChangePassword,
): Promise<Result<Opened>> {
  const { email, actor } = session
  const account = await accountByEmail(email)
  if (!account || account.personId !== actor.personId) return refuse({ code: 'SIGNED_OUT' })
  const free = await takeTry(account.personId, act.now)
  if (!(await passwordMatches(input.current, account.passwordHash)) || !free) {
    return wrong('current', 'Enter the password you signed in with. After five wrong tries you have to wait')
  }
  await forgetTries(account.personId)
  const weak = weakPassword(input.password, { name: actor.name, email, trust: actor.trustName }, breachedWords())
  if (weak) return wrong('password', weakPasswordWords(weak))
  if (input.password === input.current) return wrong('password', 'Enter a password that is not the one you have now')
  if (isStrayDemoPassword(input.password)) return wrong('password', 'Enter a password that is not the demo’s')
  const hash = await hashPassword(input.password)
  const done = await withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<{ done: boolean }[]>`
      SELECT identity.set_own_password(decode(${tokenHash(sessionId)}, 'hex'), ${hash}, ${act.now}) AS done`
    if (!rows[0]?.done) return false
    audit(tx, {
      document: 'person',
      id: account.personId,
      verb: 'PASSWORD_CHANGED',
      data: { oneTime: session.oneTime },
    })
    await writeAudit(tx, act)
    return true
  })
  if (!done) return refuse({ code: 'SIGNED_OUT' })
  const { how, second, device } = session
  const opened = await openFor(account.personId, actor.trustId, act.now, { how, second, device })
  if (opened.ok) await endSession(tokenHash(sessionId), act.now)
  return opened.ok ? ok(opened.value) : refuse({ code: 'SIGNED_OUT' })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
