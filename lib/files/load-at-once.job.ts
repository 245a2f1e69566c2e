import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type ChosenFile, chooseFile } from './choose-file.command.ts'
import { chooseSheet } from './choose-sheet.command.ts'
import { confirmLoad } from './confirm-load.command.ts'
import type { DayOrder } from './day-order.rules.ts'
import type { LoadState } from './load.status.ts'
import { loadById } from './load.store.ts'
import { type LoadReport, reportOf } from './report.rules.ts'
import { sayColumns } from './say-columns.command.ts'
import { workOnFile } from './work-on-file.job.ts'

/** How a file that was loaded at once ended, and the report on it. */
export type LoadedAtOnce = { loadId: string; state: LoadState; report: LoadReport }

/** What is said beforehand of a file that would be asked about: which sheet is meant, how days are written, whose it is. */
export type SaidBefore = { sheet?: string | undefined; days?: DayOrder | undefined; source?: string | undefined }

/**
 * The whole way of a file in one go, for the console and the seed: chosen, read, checked, and loaded where nothing must be
 * put right. Where somebody has to say what its columns hold, it waits to be said; what was `said` before is not asked.
 */
export async function loadAtOnce(
  act: Act,
  file: Omit<ChosenFile, 'here'>,
  said: SaidBefore = {},
): Promise<Result<LoadedAtOnce>> {
  const chosen = await chooseFile(act, { ...file, here: true })
  if (!chosen.ok) return chosen
  const { loadId } = chosen.value
  await workOnFile(act, loadId)
  const answered = await answer(act, loadId, said)
  if (!answered.ok) return answered
  const ready = await stateOf(act, loadId)
  if (ready?.state === 'ready') {
    const confirmed = await confirmLoad({ ...act, key: act.newId() }, { loadId, version: ready.version, here: true })
    if (!confirmed.ok) return confirmed
    await workOnFile(act, loadId)
  }
  const load = await stateOf(act, loadId)
  if (!load) return refuse({ code: 'FILE_GONE' })
  return ok({ loadId, state: load.state, report: reportOf(load) })
}

/** Answers what a file that was read asks, as far as it was said before. */
async function answer(act: Act, loadId: string, { sheet, days, source }: SaidBefore): Promise<Result<undefined>> {
  const read = await stateOf(act, loadId)
  if (read && sheet !== undefined && read.sheet !== sheet) {
    const chosen = await chooseSheet({ ...act, key: act.newId() }, { loadId, version: read.version, sheet, here: true })
    if (!chosen.ok) return chosen
    await workOnFile(act, loadId)
  }
  const asks = await stateOf(act, loadId)
  if (asks?.state !== 'columns' || !asks.layout) return ok()
  if (sheet === undefined && days === undefined && source === undefined) return ok()
  const { places } = asks.layout
  const told = { loadId, version: asks.version, places, days, source, here: true }
  const columns = await sayColumns({ ...act, key: act.newId() }, told)
  if (!columns.ok) return columns
  await workOnFile(act, loadId)
  return ok()
}

function stateOf(act: Act, loadId: string) {
  return withTrust(act.actor, (tx) => loadById(tx, loadId))
}
