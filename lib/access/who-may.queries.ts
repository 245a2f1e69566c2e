import 'server-only'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from './actor.ts'
import { mayAny, type Permission } from './permissions.ts'

const MOST_NAMED = 3

/** Who of the actor's trust may do this, or any of these, by name, the actor left out: the first few, and how many. */
export async function whoMay(
  actor: Actor,
  permission: Permission | readonly Permission[],
): Promise<{ names: string[]; count: number }> {
  const wanted = [permission].flat()
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const able = [...people.values()].filter((one) => one.id !== actor.personId && !one.former && mayAny(one, wanted))
    return { names: able.slice(0, MOST_NAMED).map((one) => nameOf(people, one.id)), count: able.length }
  })
}
