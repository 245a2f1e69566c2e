import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOADS } from './kind.rules.ts'
import { contentOf, loadToMove, moveLoad } from './load.store.ts'

/** The sheet of a workbook that is meant. */
export type ChooseSheet = { loadId: string; version: number; sheet: string; here?: boolean }

/**
 * Has another sheet of a workbook read. Refuses FILE_GONE, INVALID where the workbook has no such sheet with anything in
 * it, CHANGED_MEANWHILE.
 */
export async function chooseSheet(act: Act, { here, ...input }: ChooseSheet): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'chooseSheet', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (!(await contentOf(tx, load.id))) return refuse({ code: 'FILE_GONE' })
    if (!load.sheets.includes(input.sheet)) {
      return refuse({ code: 'INVALID', errors: [{ field: 'sheet', message: 'Choose a sheet of the workbook' }] })
    }
    const { sheet } = input
    if (!(await moveLoad(tx, { id: load.id, version: input.version }, 'readAgain', { sheet, notes: [] }))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    }
    if (!here) await enqueue(tx, 'work-on-file', { trustId: act.actor.trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}
