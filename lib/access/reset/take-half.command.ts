import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { passwordOfReset } from '#lib/access/one-time-password.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneRequest } from './reset.schema.ts'

/**
 * Who asked for a reset, or for somebody new, that was agreed to sees the first half of the one-time password, once. Refused with NOT_FOUND to
 * anybody else, with REQUEST_OVER when it was not agreed to or they have seen it.
 */
export async function takeHalf(act: Act, input: OneRequest): Promise<Result<{ name: string; half: string }>> {
  const { first } = passwordOfReset(act.actor.trustId, input.requestId)
  const done = await commit(act, { name: 'takeHalf', permission: 'people.edit' }, input, async (tx) => {
    const { trustId, personId } = act.actor
    const request = await tx.personRequest.findFirst({
      where: { trustId, id: input.requestId, kind: { in: ['reset', 'new'] } },
    })
    if (!request?.personId || request.askedBy !== personId) return refuse({ code: 'NOT_FOUND', what: 'request' })
    const { count } = await tx.personRequest.updateMany({
      where: { trustId, id: request.id, state: 'agreed', takenAt: null },
      data: { takenAt: act.now },
    })
    if (count === 0) return refuse({ code: 'REQUEST_OVER' })
    audit(tx, { document: 'person', id: request.personId, verb: 'RESET_TAKEN', data: { requestId: request.id } })
    return ok({ name: nameOf(await peopleOfTrust(tx), request.personId) })
  })
  return done.ok ? ok({ ...done.value, half: first }) : done
}
