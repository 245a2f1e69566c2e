import 'server-only'
import { type Act, type Actor, inNameOf } from '#lib/access/actor.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { checkFile } from './check-file.job.ts'
import { CONFIRM_PERMISSION, LOAD_PERMISSION } from './kind.rules.ts'
import { isBusy } from './load.status.ts'
import { beginRun, type FileLoad, loadById, moveLoad } from './load.store.ts'
import { loadFile } from './load-file.job.ts'
import { readFileRows } from './read-file.job.ts'
import { foundReport, onlyProblem } from './report.rules.ts'

/** How often a step of a load is begun before it is given up: a file that ends the worker must not do so for ever. */
const MOST_RUNS = 3

/**
 * Does what a file's load waits for: reads it, checks it, loads it, until somebody has to say something. Each step is in
 * the name of who asked for it, with the roles they have now. A step that was cut off is begun anew; the third time it is
 * given up.
 */
export async function workOnFile(act: Act, loadId: string): Promise<void> {
  for (;;) {
    const begun = await withTrust(act.actor, (tx) => begin(tx, act, loadId))
    if (!begun) return
    const { load, run, actor } = begun
    const mine: Act = { ...act, actor, key: run }
    if (load.state === 'reading') await readFileRows(mine, load, run)
    else if (load.state === 'checking') await checkFile(mine, load, run)
    else await loadFile(mine, load, run)
    const after = await withTrust(act.actor, (tx) => loadById(tx, loadId))
    if (!after || after.version === load.version) return // stopped: somebody else is at it
  }
}

async function begin(tx: Tx, act: Act, loadId: string): Promise<{ load: FileLoad; run: string; actor: Actor } | null> {
  const load = await loadById(tx, loadId)
  if (!load || !isBusy(load.state)) return null
  if (load.runs >= MOST_RUNS) {
    await moveLoad(tx, { id: load.id, version: load.version }, 'giveUp')
    return null
  }
  const asked =
    load.state === 'loading'
      ? { by: load.loadedBy, needs: CONFIRM_PERMISSION[load.kind] }
      : { by: load.chosenBy, needs: LOAD_PERMISSION[load.kind] }
  const actor = await workerOf(tx, act.actor, asked)
  if (!actor) {
    const report = foundReport(
      onlyProblem('Whoever chose the file may not load it any more. Choose it again yourself.'),
    )
    await moveLoad(tx, { id: load.id }, 'fault', { report, problems: report.problems })
    return null
  }
  const run = await beginRun(tx, act, load.id, load.state)
  return run ? { load, run, actor } : null
}

/** Who works: the actor where it is a person; else whoever asked, with their roles of now; null when they may not any more. */
async function workerOf(
  tx: Tx,
  actor: Actor,
  { by: personId, needs }: { by: string | null; needs: readonly Permission[] },
): Promise<Actor | null> {
  if (!actor.system || personId === null) return actor
  const person = (await peopleOfTrust(tx)).get(personId)
  if (!person || person.former) return null
  const mine = inNameOf(actor, person)
  return mayAny(mine, needs) ? mine : null
}
