import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { readText } from './file.rules.ts'
import { type ChosenFile, closeReport, newReport } from './load.store.ts'
import { PACK_FILE, readPacks } from './packs.rules.ts'
import { knownPacks } from './packs.store.ts'
import { type PackPlan, planPacks } from './packs-plan.rules.ts'
import type { LoadReport } from './report.rules.ts'
import { readTable } from './table.rules.ts'

/** Reads a product file and holds it against what is there; writes nothing. */
export async function planPackFile(
  tx: Tx,
  actor: Actor,
  file: ChosenFile,
  today: LocalDate,
): Promise<{ report: LoadReport; plan: PackPlan | null }> {
  const report = newReport('packs', file)
  const read = readText(file.content)
  if ('problem' in read) {
    report.problems.push({ row: null, column: null, cell: report.fileName, problem: read.problem })
    return { report: closeReport(report), plan: null }
  }
  const table = readTable(read.text, PACK_FILE)
  const { packs, problems } = readPacks(table.rows)
  report.rows = table.rows.length
  report.notes.push(...read.notes, ...table.notes)
  report.problems.push(...table.problems, ...problems)
  const plan = planPacks(packs, await knownPacks(tx, actor, packs, today))
  report.problems.push(...plan.problems)
  report.warnings.push(...plan.warnings)
  Object.assign(report, { added: plan.added, changed: plan.changed, unchanged: plan.unchanged })
  return { report: closeReport(report), plan }
}
