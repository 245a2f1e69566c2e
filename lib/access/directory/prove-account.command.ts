import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type Result, refuse } from '#lib/result.ts'
import { finishHalf, readHalf } from '../half-sign-in.store.ts'
import { type HalfAct, halfActor } from '../half-sign-in-record.store.ts'
import { oneTimeOver } from '../one-time.store.ts'
import { passwordMatches } from '../password.ts'
import { WRONG_CODE } from '../second-factor/code.schema.ts'
import { factorOf, takeCode } from '../second-factor/second-factor.store.ts'
import { accountByEmail, forgetTries, type Opened, takeTry } from '../session.store.ts'
import { tokenHash } from '../session-token.ts'
import type { Prove } from './directory.schema.ts'
import { proveLink } from './directory.store.ts'

/**
 * Somebody of the directory was joined to an account that was there before: they show once, by its password (and its
 * second factor, where it has one), that it is theirs. So no administrator can hand an account to somebody else by
 * joining alone. Wrong passwords and codes count as at any sign-in.
 */
export async function proveAccount(act: HalfAct, input: Prove): Promise<Result<Opened>> {
  const hash = tokenHash(act.halfId)
  const half = await readHalf(hash, act.now)
  if (half?.stage !== 'prove' || !half.linkId) return refuse({ code: 'HALF_OVER' })
  const { personId, linkId } = half
  const account = await accountByEmail(half.email)
  const free = await takeTry(personId, act.now)
  const right = account?.personId === personId && (await passwordMatches(input.password, account.passwordHash))
  if (!free || !right) {
    return wrong('password', 'Enter the password of that account. After five wrong tries you have to wait')
  }
  const over = await oneTimeOver(account, half.trustId, act.now)
  if (over) return refuse(over)
  await forgetTries(personId)
  if ((await factorOf(personId))?.confirmedAt) {
    const taken = await takeCode(personId, input.code, act.now)
    if (taken !== 'app' && taken !== 'recovery') return wrong('code', WRONG_CODE)
  }
  const actor = halfActor(half)
  const proven = await withTrust(actor, async (tx) => {
    if (!(await proveLink(tx, linkId, personId, act.now))) return false
    audit(tx, { document: 'person', id: personId, verb: 'DIRECTORY_PROVEN', data: { link: linkId } })
    await writeAudit(tx, { actor, now: act.now, newId: act.newId, key: act.newId() })
    return true
  })
  if (!proven) return refuse({ code: 'HALF_OVER' })
  return finishHalf({ hash, half, before: act.before }, act.now, {
    how: 'directory',
    second: true,
    device: act.device,
  })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
