import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { applyRoles, type HowAgreed } from '#lib/access/role-change.store.ts'
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
  { person, handTo, how = {} }: { person: TrustPerson; handTo: string | null; how?: HowAgreed },
): Promise<Result<undefined>> {
  const left = await applyRoles(tx, act, person, { roles: [], sites: [] }, how)
  if (!left.ok) return left
  await endRequestsAbout(tx, act, person.id)
  if (handTo === null) return ok()
  if (!canTakeOver(person.id, people.get(handTo))) {
    audit(tx, { document: 'person', id: person.id, verb: 'WORK_LEFT', data: { to: handTo } })
    return ok()
  }
  const data = { to: handTo, ...(await handOver(tx, act, person.id, handTo)) }
  audit(tx, { document: 'person', id: person.id, verb: 'WORK_HANDED_OVER', data })
  return ok()
}

/**
 * What waits for consent about somebody who has left is over: taken back in the name of who asked where Tincture itself
 * acts, as at the day they leave on.
 */
async function endRequestsAbout(tx: Tx, act: Act, personId: string): Promise<void> {
  const where = { trustId: act.actor.trustId, personId, state: 'waiting' }
  const waiting = await tx.personRequest.findMany({ where, select: { id: true, kind: true, askedBy: true } })
  const by = act.actor.personId === personId ? null : act.actor.personId
  const comment = 'They have left.'
  for (const { id, kind, askedBy } of waiting) {
    const data = { state: 'withdrawn', comment, decidedBy: by ?? askedBy, decidedAt: act.now }
    const { count } = await tx.personRequest.updateMany({ where: { ...where, id }, data })
    if (count === 0) continue
    const verb = kind === 'reset' ? 'RESET_WITHDRAWN' : kind === 'roles' ? 'ROLES_WITHDRAWN' : 'SECOND_WITHDRAWN'
    audit(tx, { document: 'person', id: personId, verb, data: { requestId: id, comment } })
  }
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
