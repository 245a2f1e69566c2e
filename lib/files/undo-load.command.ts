import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { takeBackChanges } from '#lib/contracts/changes/changes.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { takeBackCount } from '#lib/stock/load/count-undo.store.ts'
import { LOADS } from './kind.rules.ts'
import { LONGEST_LOAD, loadToMove, lockLoads, moveLoad } from './load.store.ts'

/**
 * Takes a load back: what it wrote is as it was before it, as long as nothing has used it. LOAD_USED says what has: an
 * order, a delivery or a later count, a contract; or that somebody changed what it wrote since.
 */
export async function undoLoad(act: Act, input: { loadId: string }): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'undoLoad', permission: LOADS, longest: LONGEST_LOAD }, input, async (tx) => {
    await lockLoads(tx, act.actor)
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (load.state !== 'loaded') return refuse({ code: 'FILE_GONE' })
    if (load.kind === 'stock') await takeBackCount(tx, act, load.id)
    const used = await usersOf(tx, load.id)
    const [first] = used
    if (first) return refuse({ code: 'LOAD_USED', by: first.what, names: used.flatMap(({ name }) => name || []) })
    const changed = await takeBackRows(tx, load.id)
    if (changed) return refuse({ code: 'LOAD_USED', by: 'change', names: [] })
    const moved = await moveLoad(tx, { id: load.id, version: load.version }, 'undo', {
      ...{ undoneBy: act.actor.personId, undoneAt: act.now },
    })
    if (!moved) return refuse({ code: 'FILE_GONE' })
    if (load.kind === 'contracts') await takeBackChanges(tx, act, load.id)
    await tx.fileChange.deleteMany({ where: { loadId: load.id } })
    const { kind, sha256 } = load
    audit(tx, { document: 'file_load', id: load.id, verb: 'UNDONE', data: { kind, sha256 } })
    return ok({ loadId: load.id })
  })
}

function usersOf(tx: Tx, loadId: string): Promise<{ what: string; name: string }[]> {
  return tx.$queryRaw<{ what: string; name: string }[]>`SELECT what, name FROM load_used_by(${loadId}::uuid)`
}

/** Takes the rows of a load back; answers the table of a row that somebody changed since, and then nothing was done. */
async function takeBackRows(tx: Tx, loadId: string): Promise<string | null> {
  await tx.$queryRaw`SELECT set_config('app.undo_load', ${loadId}, true)`
  const [undone] = await tx.$queryRaw<
    { changed: string | null }[]
  >`SELECT undo_file_changes(${loadId}::uuid) AS changed`
  return undone?.changed ?? null
}
