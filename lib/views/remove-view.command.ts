import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { moveView } from './own-view.store.ts'
import type { ViewAt } from './saved-view.schema.ts'

/** Removes a view of one's own; it can be brought back. */
export async function removeView(act: Act, input: ViewAt): Promise<Result<{ viewId: string }>> {
  return commit(act, { name: 'removeView', permission: 'own.settings' }, input, (tx) =>
    moveView(tx, act, input, { removedAt: act.now }),
  )
}
