import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { setRoles } from '#lib/access/people.store.ts'
import { limitsOf } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { rolesAfter } from './conflict.rules.ts'
import { endExceptions, endMootExceptions, exceptionsInForce } from './exception.store.ts'

/**
 * Tincture itself, on the day after an exception's last: it is over, and the role that did not go with the other is
 * withdrawn; other exceptions that stood on that role end with it. Answers how many people that concerned.
 */
export async function endOverExceptions(act: Act): Promise<Result<{ people: number }>> {
  if (!act.actor.system) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  return commit(act, { name: 'endOverExceptions', permission: 'people.edit' }, {}, async (tx) => {
    await oneAtATime(tx)
    const over = (await exceptionsInForce(tx, act)).filter((one) => one.until < londonDate(act.now))
    const people = await peopleOfTrust(tx)
    const concerned = [...new Set(over.map((one) => one.personId))]
    for (const personId of concerned) {
      const own = over.filter((one) => one.personId === personId)
      const from = people.get(personId)?.roles ?? []
      const to = rolesAfter(from, own)
      if (from.length > 0) await setRoles(tx, act, personId, to, await limitsOf(tx, personId))
      await endExceptions(tx, act, own, 'expired')
      const ended = await endMootExceptions(tx, act, personId, to)
      const pairs = own.map(({ role, beside, until }) => ({ role, beside, until }))
      audit(tx, {
        document: 'person',
        id: personId,
        verb: 'EXCEPTION_OVER',
        data: { pairs, from, to, ...(ended.length > 0 ? { exceptionsEnded: ended } : {}) },
      })
    }
    return ok({ people: concerned.length })
  })
}
