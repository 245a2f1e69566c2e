import 'server-only'
import { peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from './actor.ts'
import { type Joining, joiningsOf } from './joining.store.ts'
import { may } from './permissions.ts'

/** Everybody who works or worked for the actor's trust, by name; none where they may not see people. */
export async function peopleFor(actor: Actor): Promise<TrustPerson[]> {
  if (!may(actor, 'people.view')) return []
  return withTrust(actor, async (tx) => [...(await peopleOfTrust(tx)).values()])
}

/** Who was asked to join the actor's trust and has not entered their code yet; none where they may not see people. */
export async function joiningsFor(actor: Actor): Promise<Joining[]> {
  if (!may(actor, 'people.view')) return []
  return withTrust(actor, joiningsOf)
}
