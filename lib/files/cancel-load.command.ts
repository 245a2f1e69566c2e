import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOAD_KINDS, LOAD_PERMISSION } from './kind.rules.ts'
import { dropRows, loadById, moveLoad } from './load.store.ts'

/**
 * Throws a file away before it is loaded, also while it is read, checked or being loaded: what the worker has begun is
 * rolled back. Its rows and bytes go; that it was there stays. FILE_GONE when it is loaded, or gone, already.
 */
export async function cancelLoad(act: Act, input: { loadId: string }): Promise<Result<undefined>> {
  const permission = LOAD_KINDS.flatMap((kind) => LOAD_PERMISSION[kind])
  return commit<undefined>(act, { name: 'cancelLoad', permission }, input, async (tx) => {
    const load = await loadById(tx, input.loadId)
    if (!load) return refuse({ code: 'FILE_GONE' })
    const needed = LOAD_PERMISSION[load.kind]
    if (!mayAny(act.actor, needed)) return refuse({ code: 'NOT_ALLOWED', permission: needed[0] })
    if (!(await moveLoad(tx, { id: load.id }, 'cancel'))) return refuse({ code: 'FILE_GONE' })
    await dropRows(tx, load.id, { content: true })
    return ok()
  })
}
