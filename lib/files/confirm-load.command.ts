import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { hasContracts } from '#lib/contracts/changes/first-contracts.store.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOADS } from './kind.rules.ts'
import { loadToMove, moveLoad } from './load.store.ts'

/**
 * Says yes to what a file would change, as it was shown (`version`), and asks the worker to load it in the name of who
 * says so. SECOND_PERSON for contracts, which somebody else must agree to (`proposeChanges`), except where none stands
 * yet, of the organisation or its hub: nothing is changed by the first. CHANGED_MEANWHILE when it was checked anew or somebody else was quicker. `here`: the caller loads it itself, on the
 * machine that Tincture runs on.
 */
export async function confirmLoad(
  act: Act,
  { here, ...input }: { loadId: string; version: number; here?: boolean },
): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'confirmLoad', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (!here && load.kind === 'contracts' && (await hasContracts(tx))) return refuse({ code: 'SECOND_PERSON' })
    const seen = { id: load.id, version: input.version }
    const moved = await moveLoad(tx, seen, 'confirm', { loadedBy: act.actor.personId })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
