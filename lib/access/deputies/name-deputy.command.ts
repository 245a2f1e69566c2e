import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { DEPUTY_KIND_NAMES } from '#lib/orders/order/deputy-kinds.rules.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { formatList } from '#lib/values/format.ts'
import { decides, kindsBetween, mayAgreeToDeputy } from './consent.rules.ts'
import type { NameDeputy } from './deputy.schema.ts'
import { NAMES_DEPUTIES, tellOfDeputy } from './deputy.store.ts'

/** What became of it: it holds in its time, or waits until somebody agrees. */
export type NamedDeputy = { deputisingId: string; state: 'agreed' | 'asked' }

/**
 * Says that somebody is away, names who decides in their place, or both. For oneself it holds at once; for somebody else
 * an administrator proposes it, and it holds only once the person, or whoever stands at least as high, has agreed. It
 * begins now at the earliest. Refuses NOT_ALLOWED for another without being administrator, CANNOT_DEPUTISE where one
 * of the two decides nothing, or nothing that the other decides, INVALID for kinds that they do not both decide, DEPUTY_THERE where the same two are named for a part of the time.
 */
export async function nameDeputy(act: Act, input: NameDeputy): Promise<Result<NamedDeputy>> {
  return commit(act, { name: 'nameDeputy', permission: NAMES_DEPUTIES }, input, async (tx) => {
    const me = personOf(act.actor)
    const own = input.forPerson === me
    if (!own && !may(act.actor, 'people.edit')) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
    if (input.until <= act.now) {
      return refuse({ code: 'INVALID', errors: [{ field: 'untilOn', message: 'Enter a last day that is not over' }] })
    }
    const people = await peopleOfTrust(tx)
    const person = people.get(input.forPerson)
    const deputy = input.deputy === null ? null : people.get(input.deputy)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (deputy === undefined) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (!decides(person.roles) || (deputy && !decides(deputy.roles))) return refuse({ code: 'CANNOT_DEPUTISE' })
    if (deputy) {
      const possible = kindsBetween(person.roles, deputy.roles, input.kinds)
      if (possible.length === 0) return refuse({ code: 'CANNOT_DEPUTISE' })
      const not = input.kinds.filter((kind) => !possible.includes(kind)).map((kind) => DEPUTY_KIND_NAMES[kind])
      const message = `${deputy.name} decides nothing of this kind for ${person.name}: take away ${formatList(not)}`
      if (not.length > 0) return refuse({ code: 'INVALID', errors: [{ field: 'kinds', message }] })
    }
    const from = new Date(Math.max(input.from.getTime(), act.now.getTime()))
    const state = own ? 'agreed' : 'asked'
    const id = act.newId()
    const made = await tx.$executeRaw`
      INSERT INTO deputising (trust_id, id, for_person, deputy, away, from_at, until_at, most, kinds, reason, state, made_by, made_at)
      VALUES (${act.actor.trustId}::uuid, ${id}::uuid, ${input.forPerson}::uuid, ${input.deputy}::uuid, ${input.away}, ${from},
        ${input.until}, ${input.most}, ${input.deputy === null ? [] : input.kinds}, ${input.reason}, ${state}, ${me}::uuid, ${act.now})
      ON CONFLICT ON CONSTRAINT deputising_once DO NOTHING`
    if (made === 0) return refuse({ code: 'DEPUTY_THERE' })
    audit(tx, {
      document: 'deputising',
      id,
      verb: own ? 'DEPUTY_NAMED' : 'DEPUTY_PROPOSED',
      data: {
        ...{ forPerson: input.forPerson, deputy: input.deputy, away: input.away, kinds: input.kinds },
        ...{ from: from.toISOString(), until: input.until.toISOString(), most: input.most, reason: input.reason },
      },
    })
    const agree = [...people.values()].filter((one) =>
      mayAgreeToDeputy(one, { person, madeBy: me, deputy: input.deputy }),
    )
    if (own)
      await tellOfDeputy(tx, act, { id, kind: 'deputy_named', people: input.deputy === null ? [] : [input.deputy] })
    else await tellOfDeputy(tx, act, { id, kind: 'deputy_proposed', people: agree.map((one) => one.id) })
    return ok({ deputisingId: id, state })
  })
}
