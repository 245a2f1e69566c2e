import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { nobodyLeft } from './ask-second.store.ts'
import { needsSecond } from './consent.rules.ts'
import { consentersOfTrust, NOBODY } from './request.store.ts'
import { approves } from './second.rules.ts'

/**
 * Whether one administrator may do alone what they ask, without a request: `free` where it takes nobody else, or Tincture
 * itself acts; `alone` where nobody else's word counts. Refused (SECOND_NEEDED) where somebody's does,
 * and (WORD_LOST) where somebody's did until lately.
 */
export async function mayAlone(
  tx: Tx,
  act: Act,
  to: 'admin' | 'demote' | 'new' | 'leave',
  personId: string | null,
): Promise<Result<'free' | 'alone'>> {
  const asker = act.actor.personId
  if (asker === null || asker === personId) return ok('free')
  const consenters = await consentersOfTrust(tx, to)
  if (!needsSecond({ personId: personId ?? NOBODY, asker }, consenters, act.now)) {
    return nobodyLeft(tx, act, to, { personId: personId ?? NOBODY, asker })
  }
  return refuse({ code: 'SECOND_NEEDED' })
}

/**
 * Whether somebody who is known to the trust's directory may begin with these roles, `alone` as `mayAlone` says. Refused
 * (INVALID) where a second person must agree: they are let in with another role, and get this one on their page.
 */
export async function mayBeginAs(tx: Tx, act: Act, roles: readonly Role[]): Promise<Result<'free' | 'alone'>> {
  if (!roles.some((role) => role === 'admin' || approves(role))) return ok('free')
  const may = await mayAlone(tx, act, roles.includes('admin') ? 'admin' : 'new', null)
  if (may.ok || may.refusal.code !== 'SECOND_NEEDED') return may
  const message =
    'Let them in with another role first. Then give them this one on their page: a second person has to agree'
  return refuse({ code: 'INVALID', errors: [{ field: 'roles', message }] })
}
