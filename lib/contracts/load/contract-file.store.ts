import 'server-only'
import { planner } from '#lib/files/planner.store.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { readAwardRow } from './contract-file.rules.ts'
import { type ContractPlan, newAwards, planContracts } from './contract-plan.rules.ts'
import { knownContracts, trustsToEntitle, writeContracts } from './contracts.store.ts'

/** Reads a contract catalogue and holds it against what stands; a hub's reaches its trusts. */
export const contractPlanner = planner(readAwardRow, async (tx, actor, awards, today) => {
  const plan = planContracts(awards, await knownContracts(tx, actor, awards, today))
  const entitle = (await trustsToEntitle(tx, actor, [...plan.frameworks.keys()])).length
  const { problems, warnings, priceChanges, newRows } = plan
  return {
    findings: {
      added: newAwards(plan).length,
      changed: plan.replaced.length,
      unchanged: plan.unchanged.length,
      beside: entitle,
      ...{ problems, warnings, notes: notesOf(plan, entitle), priceChanges, newRows },
    },
    write: (inTx, act, loadId) => writeContracts(inTx, act, plan, loadId),
  }
})

function notesOf({ suppliers }: ContractPlan, entitle: number): string[] {
  const notes: string[] = []
  if (suppliers.length > 0) {
    const names = formatList(suppliers.slice(0, 20).map((one) => `${one.name} (${one.code})`))
    const more = suppliers.length > 20 ? ` and ${suppliers.length - 20} more` : ''
    const kind = suppliers.length === 1 ? 'supplier' : 'suppliers'
    notes.push(`New ${kind}: ${names}${more}. Add how you trade with them under Suppliers.`)
  }
  if (entitle > 0) notes.push(`${formatCounted(entitle, 'trust')} of the region can use these prices from now on.`)
  return notes
}
