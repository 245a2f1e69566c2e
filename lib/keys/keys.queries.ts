import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'

/** Whether the keys that work everywhere work for this person: they do unless they were switched off. */
export async function keysWork(actor: Actor): Promise<boolean> {
  const choice = await withTrust(actor, (tx) => tx.keyChoice.findFirst({ where: { personId: actor.personId ?? '' } }))
  return choice?.keys ?? true
}
