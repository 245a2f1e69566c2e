import 'server-only'
import { planner } from '#lib/files/planner.store.ts'
import { disagreements, readPackRow } from './pack-file.rules.ts'
import { planPacks } from './pack-plan.rules.ts'
import { knownPacks, writePacks } from './packs.store.ts'

/** Reads a product file and holds it against what is there: packs with their dm+d ids and barcodes. */
export const packPlanner = planner(readPackRow, async (tx, actor, packs, today) => {
  const plan = planPacks(packs, await knownPacks(tx, actor, packs, today))
  const { added, changed, unchanged, warnings, newRows } = plan
  const problems = [...disagreements(packs), ...plan.problems]
  return {
    findings: { added, changed, unchanged, problems, warnings, newRows },
    write: (inTx, act, loadId) => writePacks(inTx, act, plan, loadId),
  }
})
