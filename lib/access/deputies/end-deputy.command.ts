import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayEndDeputising, stateOf } from './consent.rules.ts'
import type { EndDeputy } from './deputy.schema.ts'
import { loadDeputising, NAMES_DEPUTIES } from './deputy.store.ts'

/**
 * Ends somebody's being away, or their deputy's time, before it is over: the person comes back, the deputy gives it
 * back, or somebody who could agree to it, or an administrator, takes it away. It holds no more from this moment: a
 * decision that is being taken waits for this, or this for it. Refuses CHANGED_MEANWHILE where it is over already.
 */
export async function endDeputy(act: Act, input: EndDeputy): Promise<Result<{ deputisingId: string }>> {
  return commit(act, { name: 'endDeputy', permission: NAMES_DEPUTIES }, input, async (tx) => {
    const found = await loadDeputising(tx, input.deputisingId)
    if (!found.ok) return found
    const row = found.value
    const people = await peopleOfTrust(tx)
    const me = people.get(personOf(act.actor))
    const person = people.get(row.forPerson) ?? { id: row.forPerson, roles: [] }
    if (!me || !mayEndDeputising(me, { person, madeBy: row.madeBy, deputy: row.deputy })) {
      return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
    }
    const now = stateOf({ ...row, from: row.fromAt, until: row.untilAt }, act.now)
    if (now === 'over' || now === 'ended' || now === 'declined') {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'deputy' })
    }
    const { count } = await tx.deputising.updateMany({
      where: {
        ...{ trustId: act.actor.trustId, id: row.id, state: row.state },
        ...{ endedAt: null, untilAt: { gt: act.now } },
      },
      data: { endedBy: me.id, endedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'deputy' })
    const data = { forPerson: row.forPerson, deputy: row.deputy, until: row.untilAt.toISOString() }
    audit(tx, { document: 'deputising', id: row.id, verb: 'DEPUTY_ENDED', data })
    return ok({ deputisingId: row.id })
  })
}
