import 'server-only'
import type { FilePlanner } from '#lib/files/planner.store.ts'
import type { Problem } from '#lib/files/report.rules.ts'
import type { TableRow } from '#lib/files/row.rules.ts'
import { disagreements, type LoadedPack, type PackColumn, readPackRow } from './packs.rules.ts'
import { knownPacks, writePacks } from './packs.store.ts'
import { planPacks } from './packs-plan.rules.ts'

/** Reads a product file and holds it against what is there: packs with their dm+d ids and barcodes. */
export function packPlanner(): FilePlanner {
  const packs: LoadedPack[] = []
  const problems: Problem[] = []
  return {
    take: (row) => {
      const read = readPackRow(row as TableRow<PackColumn>)
      problems.push(...read.problems)
      if (read.pack) packs.push(read.pack)
    },
    plan: async (tx, actor, today) => {
      const plan = planPacks(packs, await knownPacks(tx, actor, packs, today))
      const { added, changed, unchanged, warnings, newRows } = plan
      return {
        findings: {
          ...{ rows: packs.length, added, changed, unchanged, warnings, newRows },
          ...{ beside: 0, notes: [], priceChanges: [] },
          problems: [...problems, ...disagreements(packs), ...plan.problems],
        },
        write: (inTx, act, loadId) => writePacks(inTx, act, plan, loadId),
      }
    },
  }
}
