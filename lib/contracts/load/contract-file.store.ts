import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readText } from '#lib/catalogue/load/file.rules.ts'
import { type ChosenFile, closeReport, newReport } from '#lib/catalogue/load/load.store.ts'
import type { LoadReport } from '#lib/catalogue/load/report.rules.ts'
import { readTable } from '#lib/catalogue/load/table.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { CONTRACT_FILE, readAwards } from './contracts.rules.ts'
import { knownContracts, trustsToEntitle } from './contracts.store.ts'
import { type ContractPlan, planContracts } from './plan.rules.ts'

/** Reads a contract file and holds it against what stands; writes nothing. `entitle` = trusts it newly reaches. */
export async function planContractFile(
  tx: Tx,
  actor: Actor,
  file: ChosenFile,
  today: LocalDate,
): Promise<{ report: LoadReport; plan: ContractPlan | null; entitle: number }> {
  const report = newReport('contracts', file)
  const read = readText(file.content)
  if ('problem' in read) {
    report.problems.push({ row: null, column: null, cell: report.fileName, problem: read.problem })
    return { report: closeReport(report), plan: null, entitle: 0 }
  }
  const table = readTable(read.text, CONTRACT_FILE)
  const { awards, problems, warnings } = readAwards(table.rows)
  const plan = planContracts(awards, await knownContracts(tx, actor, awards, today))
  report.rows = table.rows.length
  report.notes.push(...read.notes, ...table.notes)
  report.problems.push(...table.problems, ...problems, ...plan.problems)
  report.warnings.push(...warnings, ...plan.warnings)
  report.changed = plan.replaced.length
  report.unchanged = plan.unchanged.length
  const replaced = new Set(plan.replaced.map(({ wanted }) => wanted.row))
  report.added = plan.open.filter((award) => !replaced.has(award.row)).length
  report.priceChanges.push(...plan.priceChanges)
  const entitle = (await trustsToEntitle(tx, actor, [...plan.frameworks.keys()])).length
  if (plan.suppliers.length > 0) {
    const names = formatList(plan.suppliers.slice(0, 20).map((one) => `${one.name} (${one.code})`))
    const more = plan.suppliers.length > 20 ? ` and ${plan.suppliers.length - 20} more` : ''
    report.notes.push(
      `New ${plan.suppliers.length === 1 ? 'supplier' : 'suppliers'}: ${names}${more}. Add how you trade with them under Suppliers.`,
    )
  }
  if (entitle > 0)
    report.notes.push(`${formatCounted(entitle, 'trust')} of the region can use these prices from now on.`)
  return { report: closeReport(report), plan, entitle }
}
