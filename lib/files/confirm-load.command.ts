import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOADS } from './kind.rules.ts'
import { loadToMove, moveLoad } from './load.store.ts'

/**
 * Says yes to what a file would change, as it was shown (`version`), and asks the worker to load it in the name of who
 * says so. CHANGED_MEANWHILE when it was checked anew or somebody else was quicker. `here`: the caller loads it itself.
 */
export async function confirmLoad(
  act: Act,
  { here, ...input }: { loadId: string; version: number; here?: boolean },
): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'confirmLoad', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    const seen = { id: load.id, version: input.version }
    const moved = await moveLoad(tx, seen, 'confirm', { loadedBy: act.actor.personId })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
