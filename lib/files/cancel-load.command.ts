import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { dropChanges } from '#lib/contracts/changes/changes.store.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOADS } from './kind.rules.ts'
import { dropRows, loadToMove, moveLoad } from './load.store.ts'

/**
 * Throws a file away before it is loaded, also while it is read, checked or being loaded: what the worker has begun is
 * rolled back. Its rows and bytes go; that it was there stays. FILE_GONE when it is loaded, or gone, already.
 */
export async function cancelLoad(act: Act, input: { loadId: string }): Promise<Result<undefined>> {
  return commit<undefined>(act, { name: 'cancelLoad', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (!(await moveLoad(tx, { id: load.id }, 'cancel'))) return refuse({ code: 'FILE_GONE' })
    if (load.kind === 'contracts') await dropChanges(tx, act.actor, load.id)
    await dropRows(tx, load.id, { content: true })
    return ok()
  })
}
