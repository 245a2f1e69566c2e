import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { log } from '#lib/log.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { leaveNow } from './leave.store.ts'
import { leavingsOfTrust } from './leaving.store.ts'

/**
 * Tincture itself, once a leaver's day has come: no roles, sessions and tokens over, work handed over. The trust's last
 * administrator keeps the role until there is another one; they cannot sign in all the same. Answers how many left.
 */
export async function endLeavers(act: Act): Promise<Result<{ left: number }>> {
  if (!act.actor.system) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
  return commit(act, { name: 'endLeavers', permission: 'people.edit' }, {}, async (tx) => {
    await oneAtATime(tx)
    const due = (await leavingsOfTrust(tx)).filter((one) => one.from <= londonDate(act.now))
    let left = 0
    for (const { personId, handTo } of due) {
      const people = await peopleOfTrust(tx)
      const person = people.get(personId)
      if (!person) continue
      const done = await leaveNow(tx, act, people, { person, handTo })
      if (done.ok) left += 1
      else log.warn({ job: 'keep-people', trust: act.actor.trustId }, 'the last administrator was to leave')
    }
    return ok({ left })
  })
}
