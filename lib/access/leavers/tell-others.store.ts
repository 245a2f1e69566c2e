import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { approves } from '#lib/access/consent/second.rules.ts'
import type { Role } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import type { LocalDate } from '#lib/values/dates.ts'

/** What happened by one administrator's word: somebody left, is to leave from a day on, or lost roles. */
export type Gone = { who: string; roles: readonly Role[]; kind: 'left' | 'leaves' | 'lost'; from?: LocalDate }

/**
 * Tells every other administrator and approver of the trust by e-mail that somebody who approves or administers was taken
 * away by one of them alone, and the person, where they still work here: so that what is wrong is seen the same day. Nobody
 * is told of anybody else, nor by Tincture.
 */
export async function tellOthers(
  tx: Tx,
  act: Act,
  people: ReadonlyMap<string, TrustPerson>,
  { who, roles, kind, from }: Gone,
): Promise<void> {
  const by = act.actor.personId
  const counted = roles.filter((role) => role === 'admin' || approves(role))
  if (by === null || counted.length === 0) return
  for (const one of people.values()) {
    const told = !one.former && one.roles.some((role) => role === 'admin' || approves(role))
    const self = one.id === who && kind !== 'left'
    if (!(told || self) || one.id === by || (one.id === who && !self)) continue
    await enqueue(tx, 'tell-gone', {
      ...{ trustId: act.actor.trustId, id: act.newId(), personId: one.id, who, by, kind },
      ...{ roles: counted.join(' '), at: act.now.toISOString(), ...(from ? { from } : {}) },
    })
  }
}
