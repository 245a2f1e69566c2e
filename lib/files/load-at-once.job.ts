import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type ChosenFile, chooseFile } from './choose-file.command.ts'
import { confirmLoad } from './confirm-load.command.ts'
import type { LoadState } from './load.status.ts'
import { loadById } from './load.store.ts'
import { type LoadReport, reportOf } from './report.rules.ts'
import { workOnFile } from './work-on-file.job.ts'

/** How a file that was loaded at once ended, and the report on it. */
export type LoadedAtOnce = { loadId: string; state: LoadState; report: LoadReport }

/**
 * The whole way of a file in one go, for the console and the seed: chosen, read, checked, and loaded where nothing must be
 * put right. Where somebody has to say what its columns hold, it waits to be said.
 */
export async function loadAtOnce(act: Act, file: Omit<ChosenFile, 'here'>): Promise<Result<LoadedAtOnce>> {
  const chosen = await chooseFile(act, { ...file, here: true })
  if (!chosen.ok) return chosen
  const { loadId } = chosen.value
  await workOnFile(act, loadId)
  const ready = await stateOf(act, loadId)
  if (ready?.state === 'ready') {
    const said = await confirmLoad({ ...act, key: act.newId() }, { loadId, version: ready.version, here: true })
    if (!said.ok) return said
    await workOnFile(act, loadId)
  }
  const load = await stateOf(act, loadId)
  if (!load) return refuse({ code: 'FILE_GONE' })
  return ok({ loadId, state: load.state, report: reportOf(load) })
}

function stateOf(act: Act, loadId: string) {
  return withTrust(act.actor, (tx) => loadById(tx, loadId))
}
