import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayAgreeToDeputy, stateOf } from './consent.rules.ts'
import type { AnswerDeputy } from './deputy.schema.ts'
import { AGREES_TO_DEPUTIES, loadDeputising, tellOfDeputy } from './deputy.store.ts'

/**
 * Agrees, or not, to a deputy that an administrator proposed: by the person whose power it is, or by somebody who stands
 * at least as high (NOT_YOURS_TO_AGREE for anybody else, for who proposed it and for the deputy), as the roles are at
 * this moment. Refuses CHANGED_MEANWHILE where it does not wait any more.
 */
export async function answerDeputy(act: Act, input: AnswerDeputy): Promise<Result<{ agreed: boolean }>> {
  return commit(act, { name: 'answerDeputy', permission: AGREES_TO_DEPUTIES }, input, async (tx) => {
    const found = await loadDeputising(tx, input.deputisingId)
    if (!found.ok) return found
    const row = found.value
    const people = await peopleOfTrust(tx)
    const me = people.get(personOf(act.actor))
    const person = people.get(row.forPerson)
    if (!me || !person || !mayAgreeToDeputy(me, { person, madeBy: row.madeBy, deputy: row.deputy })) {
      return refuse({ code: 'NOT_YOURS_TO_AGREE' })
    }
    const now = stateOf({ ...row, from: row.fromAt, until: row.untilAt }, act.now)
    if (now !== 'asked') return refuse({ code: 'CHANGED_MEANWHILE', what: 'proposal' })
    const agreed = input.answer === 'agree'
    const { count } = await tx.deputising.updateMany({
      where: { trustId: act.actor.trustId, id: row.id, state: 'asked', endedAt: null, untilAt: { gt: act.now } },
      data: { state: agreed ? 'agreed' : 'declined', answeredBy: me.id, answeredAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'proposal' })
    const verb = agreed ? 'DEPUTY_AGREED' : 'DEPUTY_DECLINED'
    audit(tx, { document: 'deputising', id: row.id, verb, data: { forPerson: row.forPerson, deputy: row.deputy } })
    if (agreed) {
      const told = [row.forPerson, ...(row.deputy === null ? [] : [row.deputy])]
      await tellOfDeputy(tx, act, { id: row.id, kind: 'deputy_named', people: told })
    }
    return ok({ agreed })
  })
}
