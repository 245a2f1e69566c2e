import 'server-only'
import { withTrust } from '#lib/db/with-trust.ts'
import type { Actor } from './actor.ts'
import { type Joining, joiningsOf } from './joining.store.ts'
import { may } from './permissions.ts'

/** Who was asked to join the actor's trust and has not entered their code yet; none where they may not see people. */
export async function joiningsFor(actor: Actor): Promise<Joining[]> {
  if (!may(actor, 'people.view')) return []
  return withTrust(actor, joiningsOf)
}
