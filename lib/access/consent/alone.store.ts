import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { needsSecond } from './consent.rules.ts'
import { consentersOfTrust } from './request.store.ts'

/**
 * Whether somebody who is new may begin as an administrator: only where no other administrator's word counts, and the
 * record then says that it was done alone (`alone`). Else INVALID: they are added with another role, and the second
 * administrator agrees on their page. Tincture itself, which sets up, is not asked.
 */
export async function mayBeginAs(tx: Tx, act: Act, roles: readonly Role[]): Promise<Result<{ alone?: true }>> {
  const asker = act.actor.personId
  if (!roles.includes('admin') || asker === null) return ok({})
  const nobody = '00000000-0000-0000-0000-000000000000'
  const administrators = await consentersOfTrust(tx, 'admin')
  if (!needsSecond({ personId: nobody, asker }, administrators, act.now)) return ok({ alone: true })
  const message =
    'Add them with another role first. Then make them administrator on their page: a second administrator has to agree'
  return refuse({ code: 'INVALID', errors: [{ field: 'roles', message }] })
}
