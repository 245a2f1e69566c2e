import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type HandedOver, handOver } from './hand-over.store.ts'
import { whoTakesOver } from './leave.store.ts'
import type { HandOverWork } from './leavers.schema.ts'
import { canGoOn } from './take-over.rules.ts'

/**
 * Gives what lies still of somebody who has left, or raises orders no more, to somebody who does. Refused: NOT_FOUND for
 * nobody of this trust; STILL_AT_WORK for somebody who can go on with it themselves; INVALID where who is named cannot.
 */
export async function handOverWork(act: Act, input: HandOverWork): Promise<Result<HandedOver & { personId: string }>> {
  return commit(act, { name: 'handOverWork', permission: 'people.edit' }, input, async (tx) => {
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (canGoOn(person)) return refuse({ code: 'STILL_AT_WORK' })
    const takes = whoTakesOver(people, person.id, input.handTo)
    if (!takes.ok) return takes
    return ok({ personId: person.id, ...(await handOver(tx, act, person.id, input.handTo)) })
  })
}
