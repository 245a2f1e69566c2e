import 'server-only'
import type { FilePlanner } from '#lib/files/planner.store.ts'
import { type Findings, noFindings, type Problem } from '#lib/files/report.rules.ts'
import type { TableRow } from '#lib/files/row.rules.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { type ContractColumn, type LoadedAward, readAwardRow } from './contracts.rules.ts'
import { knownContracts, trustsToEntitle, writeContracts } from './contracts.store.ts'
import { type ContractPlan, newAwards, planContracts } from './plan.rules.ts'

/** Reads a contract catalogue and holds it against what stands; a hub's reaches its trusts. */
export function contractPlanner(): FilePlanner {
  const awards: LoadedAward[] = []
  const problems: Problem[] = []
  const warnings: Problem[] = []
  return {
    take: (row) => {
      const read = readAwardRow(row as TableRow<ContractColumn>)
      problems.push(...read.problems)
      warnings.push(...read.warnings)
      if (read.award) awards.push(read.award)
    },
    plan: async (tx, actor, today) => {
      const plan = planContracts(awards, await knownContracts(tx, actor, awards, today))
      const entitle = (await trustsToEntitle(tx, actor, [...plan.frameworks.keys()])).length
      const found = findings(plan, entitle)
      return {
        findings: {
          ...found,
          ...{
            rows: awards.length,
            problems: [...problems, ...plan.problems],
            warnings: [...warnings, ...plan.warnings],
          },
        },
        write: (inTx, act, loadId) => writeContracts(inTx, act, plan, loadId),
      }
    },
  }
}

function findings(plan: ContractPlan, entitle: number): Findings {
  const found = noFindings()
  found.changed = plan.replaced.length
  found.unchanged = plan.unchanged.length
  found.added = newAwards(plan).length
  found.priceChanges = plan.priceChanges
  found.newRows = plan.newRows
  if (plan.suppliers.length > 0) {
    const names = formatList(plan.suppliers.slice(0, 20).map((one) => `${one.name} (${one.code})`))
    const more = plan.suppliers.length > 20 ? ` and ${plan.suppliers.length - 20} more` : ''
    const kind = plan.suppliers.length === 1 ? 'supplier' : 'suppliers'
    found.notes.push(`New ${kind}: ${names}${more}. Add how you trade with them under Suppliers.`)
  }
  found.beside = entitle
  if (entitle > 0)
    found.notes.push(`${formatCounted(entitle, 'trust')} of the region can use these prices from now on.`)
  return found
}
