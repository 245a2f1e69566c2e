import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { applyRoles } from '#lib/access/role-change.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { canTakeOver } from './take-over.rules.ts'
import { handOver } from './work.store.ts'

/**
 * A person leaves at this moment: no roles, sessions and tokens over, their work handed to somebody where that is said; where who
 * was named can take it over no more, that is on the record (WORK_LEFT). The
 * trust's row is locked by the caller. Refused (INVALID) for the trust's last administrator.
 */
export async function leaveNow(
  tx: Tx,
  act: Act,
  people: ReadonlyMap<string, TrustPerson>,
  { person, handTo }: { person: TrustPerson; handTo: string | null },
): Promise<Result<undefined>> {
  const left = await applyRoles(tx, act, person, { roles: [], sites: [] })
  if (!left.ok) return left
  if (handTo === null) return ok()
  if (!canTakeOver(person.id, people.get(handTo))) {
    audit(tx, { document: 'person', id: person.id, verb: 'WORK_LEFT', data: { to: handTo } })
    return ok()
  }
  const data = { to: handTo, ...(await handOver(tx, act, person.id, handTo)) }
  audit(tx, { document: 'person', id: person.id, verb: 'WORK_HANDED_OVER', data })
  return ok()
}

/** Refuses (INVALID) somebody who cannot take the work over. */
export function whoTakesOver(
  people: ReadonlyMap<string, TrustPerson>,
  personId: string,
  handTo: string | null,
): Result<undefined> {
  if (handTo === null || canTakeOver(personId, people.get(handTo))) return ok()
  const message = 'Choose somebody here who raises orders'
  return refuse({ code: 'INVALID', errors: [{ field: 'handTo', message }] })
}
