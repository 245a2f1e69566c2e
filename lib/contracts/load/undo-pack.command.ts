import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { moveLoad } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { fileToSay } from './by-words.store.ts'

/** A choice that is taken back, at a file that it is applied to. */
export type UndoPack = { loadId: string; version: number; choiceId: string; here?: boolean }

/**
 * Takes back what somebody said that words of a source mean: from then on it is asked again, of this file at once. Who said it
 * and who took it back stay on record. Refuses FILE_GONE, and CHANGED_MEANWHILE where it was taken back already.
 */
export async function undoPack(act: Act, { here, ...input }: UndoPack): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'undoPack', permission: 'contract.load' }, input, async (tx) => {
    const found = await fileToSay(tx, act, input)
    if (!found.ok) return found
    const load = found.value
    const choice = load.report?.byWords?.known.find((one) => one.choiceId === input.choiceId)
    if (!choice || !(await moveLoad(tx, { id: load.id, version: input.version }, 'check'))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    }
    const { count } = await tx.packByWords.updateMany({
      where: { id: input.choiceId, undoneAt: null },
      data: { undoneBy: personOf(act.actor), undoneAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const data = { source: load.source ?? '', row: choice.row, amppId: choice.amppId }
    audit(tx, { document: 'file_load', id: load.id, verb: 'PACK_UNSAID', data })
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
