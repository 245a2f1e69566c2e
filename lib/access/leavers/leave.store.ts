import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { chainOf } from '#lib/access/consent/ask-second.store.ts'
import { NOBODY } from '#lib/access/consent/request.store.ts'
import { applyRoles, type HowAgreed } from '#lib/access/role-change.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { handOver } from './hand-over.store.ts'
import { canTakeOver } from './take-over.rules.ts'

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
  await endRequests(tx, act, person.id)
  if (handTo === null) return ok()
  if (!canTakeOver(person.id, people.get(handTo))) {
    audit(tx, { document: 'person', id: person.id, verb: 'WORK_LEFT', data: { to: handTo } })
    return ok()
  }
  await handOver(tx, act, person.id, handTo)
  return ok()
}

/**
 * What waits for consent about somebody who has left, or was asked by them, is over: taken back in the name of who asked where
 * Tincture itself acts, as at the day they leave on. What they asked somebody else asks again.
 */
async function endRequests(tx: Tx, act: Act, personId: string): Promise<void> {
  const where = { trustId: act.actor.trustId, state: 'waiting' }
  const waiting = await tx.personRequest.findMany({
    where: { ...where, OR: [{ personId }, { askedBy: personId }] },
    select: { id: true, kind: true, personId: true, askedBy: true },
  })
  const by = act.actor.personId === personId ? null : act.actor.personId
  for (const { id, kind, askedBy, personId: about } of waiting) {
    const comment = about === personId ? 'They have left.' : 'Who asked has left.'
    const data = { state: 'withdrawn', comment, decidedBy: by ?? askedBy, decidedAt: act.now }
    const { count } = await tx.personRequest.updateMany({ where: { ...where, id }, data })
    if (count === 0) continue
    const verb = kind === 'reset' ? 'RESET_WITHDRAWN' : kind === 'roles' ? 'ROLES_WITHDRAWN' : 'SECOND_WITHDRAWN'
    audit(tx, { ...chainOf(act, { personId: about ?? NOBODY }), verb, data: { requestId: id, comment } })
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
