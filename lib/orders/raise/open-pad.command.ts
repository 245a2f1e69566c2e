import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import type { OpenPad } from './pad.schema.ts'
import { insertPad } from './pad.store.ts'
import { placesInUse } from './places.store.ts'

/**
 * Opens an empty order pad that delivers to a store and is paid by a cost centre. Nothing is numbered yet: each order is
 * numbered when its first line is added. Refuses NOT_FOUND for a store or cost centre that is not in use in this trust.
 */
export async function openPad(act: Act, input: OpenPad): Promise<Result<{ padId: string }>> {
  return commit(act, { name: 'openPad', permission: 'order.raise' }, input, async (tx) => {
    const places = await placesInUse(tx, input)
    if (!places.ok) return places
    const here = await mayAtStore(tx, act.actor, 'order.raise', input.storeId)
    if (!here.ok) return here
    return ok({ padId: await insertPad(tx, act, input) })
  })
}
