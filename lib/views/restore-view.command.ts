import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { moveView } from './own-view.store.ts'
import type { RemovedView } from './saved-view.schema.ts'

/** Brings a view of one's own back that was removed. */
export async function restoreView(act: Act, input: RemovedView): Promise<Result<{ viewId: string }>> {
  return commit(act, { name: 'restoreView', permission: 'own.settings' }, input, (tx) =>
    moveView(tx, act, input, { removedAt: null }),
  )
}
