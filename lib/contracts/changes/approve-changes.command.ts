import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { moveLoad } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { catalogueToDecide } from './decide-changes.store.ts'

/**
 * Agrees to what a catalogue changes, as it was shown (`version`): the worker then loads it in the name of who agrees.
 * OWN_CATALOGUE for whoever chose or proposed the file; CHANGED_MEANWHILE when somebody else was quicker. `here`: the
 * caller loads it itself.
 */
export async function approveChanges(
  act: Act,
  { here, ...input }: { loadId: string; version: number; here?: boolean },
): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'approveChanges', permission: 'contract.approve' }, input, async (tx) => {
    const found = await catalogueToDecide(tx, act, input.loadId)
    if (!found.ok) return found
    const load = found.value
    const moved = await moveLoad(tx, { id: load.id, version: input.version }, 'agree', { loadedBy: act.actor.personId })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const { sha256, chosenBy, proposedBy, rowsAdded: added, rowsChanged: changed } = load
    const data = { sha256, chosenBy, proposedBy, added, changed }
    audit(tx, { document: 'file_load', id: load.id, verb: 'AGREED', data })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
