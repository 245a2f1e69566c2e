import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { bodyOf, keepFile, LONGEST_LOAD, type Loaded, type LoadInput, lockLoads, takeFile } from './load.store.ts'
import { writePacks } from './packs.store.ts'
import { planPackFile } from './packs-load.store.ts'

/**
 * Loads a product file: packs with their dm+d ids and barcodes, as this organisation's own. All or nothing: with any
 * problem it refuses LOAD_REFUSED and writes nothing. The same file again changes nothing and leaves no second load.
 */
export async function loadPacks(act: Act, input: LoadInput): Promise<Result<Loaded>> {
  return commit<Loaded>(
    act,
    { name: 'loadPacks', permission: 'catalogue.load', longest: LONGEST_LOAD },
    bodyOf('packs', input),
    async (tx) => {
      await lockLoads(tx, act.actor)
      const taken = await takeFile(tx, act, 'packs', input)
      if (!taken.ok) return taken
      const { file, loadId } = taken.value
      const { report, plan } = await planPackFile(tx, act.actor, file, londonDate(act.now))
      const [first] = report.problems
      if (first || !plan)
        return refuse({ code: 'LOAD_REFUSED', problems: report.problemCount, first: first?.problem ?? '' })
      if (plan.packs.length === 0) return ok({ loadId: null, report })
      await writePacks(tx, act, plan, loadId)
      await keepFile(tx, act, loadId, report, file.content)
      return ok({ loadId, report })
    },
  )
}
