import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAlone } from '#lib/access/consent/alone.store.ts'
import { howOf, keepAlone } from '#lib/access/consent/ask-second.store.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { powerLost } from '#lib/access/consent/second.rules.ts'
import type { OnePerson } from '#lib/access/person.schema.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust, rolesBeside } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { whoTakesOver } from './leave.store.ts'
import type { SetLeaving } from './leavers.schema.ts'
import { dropLeaving, setLeaving } from './leaving.store.ts'
import { tellOthers } from './tell-others.store.ts'

/**
 * Says from which day on a person can no longer sign in here, and who takes their work over. From that day on no session
 * opens; the worker ends what is open, their roles and their tokens. Refused (INVALID) for a day that is not to come, and
 * with SECOND_NEEDED for an administrator where a second person must agree: that is asked for on the day.
 */
export async function setLeavingDay(act: Act, input: SetLeaving): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'setLeavingDay', permission: 'people.edit' }, input, async (tx) => {
    const { personId, from, handTo } = input
    const people = await peopleOfTrust(tx)
    const person = people.get(personId)
    if (!person || person.former) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if (from <= londonDate(act.now)) {
      const message = 'Enter a day that is to come, or say that they have left'
      return refuse({ code: 'INVALID', errors: [{ field: 'from', message }] })
    }
    const takes = whoTakesOver(people, personId, handTo)
    if (!takes.ok) return takes
    await oneAtATime(tx)
    const own = personId === act.actor.personId || act.actor.personId === null
    const lost = own ? [] : powerLost(person.roles, [], rolesBeside(people, personId))
    const alone: Result<'free' | 'alone'> = lost.includes('admin')
      ? await mayAlone(tx, act, 'leave', personId)
      : ok(lost.length > 0 ? 'alone' : 'free')
    if (!alone.ok) return alone
    if (!(await setLeaving(tx, act, { personId, from, handTo }))) return refuse({ code: 'NOT_FOUND', what: 'person' })
    audit(tx, {
      document: 'person',
      id: personId,
      verb: 'LEAVING_SET',
      data: { from, to: handTo, ...howOf(alone.value) },
    })
    await keepAlone(tx, act, alone.value, { to: 'leave', personId, roles: person.roles })
    if (!own) await tellOthers(tx, act, people, { who: personId, roles: person.roles, kind: 'leaves', from })
    return ok({ personId })
  })
}

/** They stay after all. Refused with NOT_FOUND when no day was set. */
export async function dropLeavingDay(act: Act, input: OnePerson): Promise<Result<{ personId: string }>> {
  return commit(act, { name: 'dropLeavingDay', permission: 'people.edit' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person || !(await dropLeaving(tx, person.id))) return refuse({ code: 'NOT_FOUND', what: 'leaving day' })
    audit(tx, { document: 'person', id: person.id, verb: 'LEAVING_DROPPED', data: {} })
    return ok({ personId: person.id })
  })
}
