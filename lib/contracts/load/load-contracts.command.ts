import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import {
  bodyOf,
  keepFile,
  LONGEST_LOAD,
  type Loaded,
  type LoadInput,
  lockLoads,
  takeFile,
} from '#lib/catalogue/load/load.store.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planContractFile } from './contract-file.store.ts'
import { writeContracts } from './contracts.store.ts'

/**
 * Loads a contract catalogue as this organisation's own; the hub's reaches its trusts. All or nothing: with any problem
 * it refuses LOAD_REFUSED and writes nothing. The same file again changes nothing and leaves no second load. A price that
 * changes closes the old award and opens a new one from today, or from the file's later date; nothing is overwritten.
 */
export async function loadContracts(act: Act, input: LoadInput): Promise<Result<Loaded>> {
  return commit<Loaded>(
    act,
    { name: 'loadContracts', permission: 'contract.load', longest: LONGEST_LOAD },
    bodyOf('contracts', input),
    async (tx) => {
      await lockLoads(tx, act.actor)
      const taken = await takeFile(tx, act, 'contracts', input)
      if (!taken.ok) return taken
      const { file, loadId } = taken.value
      const { report, plan, entitle } = await planContractFile(tx, act.actor, file, londonDate(act.now))
      const [first] = report.problems
      if (first || !plan)
        return refuse({ code: 'LOAD_REFUSED', problems: report.problemCount, first: first?.problem ?? '' })
      if (plan.open.length + plan.close.length + plan.withdraw.length + entitle === 0)
        return ok({ loadId: null, report })
      await writeContracts(tx, act, plan, loadId)
      await keepFile(tx, act, loadId, report, file.content)
      return ok({ loadId, report })
    },
  )
}
