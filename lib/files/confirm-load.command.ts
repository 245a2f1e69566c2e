import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOAD_KINDS, LOAD_PERMISSION } from './kind.rules.ts'
import { loadById, moveLoad } from './load.store.ts'

/**
 * Says yes to what a file would change, as it was shown (`version`), and asks the worker to load it in the name of who
 * says so. CHANGED_MEANWHILE when it was checked anew or somebody else was quicker. `here`: the caller loads it itself.
 */
export async function confirmLoad(
  act: Act,
  { here, ...input }: { loadId: string; version: number; here?: boolean },
): Promise<Result<{ loadId: string }>> {
  const permission = LOAD_KINDS.flatMap((kind) => LOAD_PERMISSION[kind])
  return commit(act, { name: 'confirmLoad', permission }, input, async (tx) => {
    const load = await loadById(tx, input.loadId)
    if (!load || load.state === 'cancelled') return refuse({ code: 'FILE_GONE' })
    const needed = LOAD_PERMISSION[load.kind]
    if (!mayAny(act.actor, needed)) return refuse({ code: 'NOT_ALLOWED', permission: needed[0] })
    const seen = { id: load.id, version: input.version }
    const moved = await moveLoad(tx, seen, 'confirm', { loadedBy: act.actor.personId })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
