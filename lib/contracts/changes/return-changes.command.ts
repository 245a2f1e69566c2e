import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { moveLoad } from '#lib/files/load.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { catalogueToDecide } from './decide-changes.store.ts'

/** Gives a catalogue back to who proposed it, with what has to change. Refusals as `approveChanges`. */
export async function returnChanges(
  act: Act,
  input: { loadId: string; version: number; reason: string },
): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'returnChanges', permission: 'contract.approve' }, input, async (tx) => {
    const found = await catalogueToDecide(tx, act, input.loadId)
    if (!found.ok) return found
    const { id, sha256 } = found.value
    const moved = await moveLoad(tx, { id, version: input.version }, 'giveBack', { returned: input.reason })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    audit(tx, { document: 'file_load', id, verb: 'RETURNED', data: { sha256, reason: input.reason } })
    return ok({ loadId: id })
  })
}
