import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { moveView } from './own-view.store.ts'
import type { ChangeView } from './saved-view.schema.ts'

/** Gives a view of one's own another name, or shares it, or no longer. */
export async function changeView(act: Act, input: ChangeView): Promise<Result<{ viewId: string }>> {
  return commit(act, { name: 'changeView', permission: 'own.settings' }, input, (tx) =>
    moveView(tx, act, input, { name: input.name, shared: input.shared }),
  )
}
