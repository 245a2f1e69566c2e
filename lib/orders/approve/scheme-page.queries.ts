import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { schemeInForce, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import type { LocalDate } from '#lib/values/dates.ts'

/** The scheme of delegation in force at the actor's trust on a day, with names; null when they may not look at settings. */
export async function schemeFor(
  actor: Actor,
  on: LocalDate,
): Promise<(VersionedScheme & { names: Record<string, string> }) | null> {
  if (!may(actor, 'settings.view')) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const names = Object.fromEntries([...people.values()].map(({ id, name }) => [id, name]))
    return { ...(await schemeInForce(tx, on)), names }
  })
}
